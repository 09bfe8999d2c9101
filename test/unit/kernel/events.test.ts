import t from 'tap';
import { Emitter } from '../../../bridge/kernel/events.js';

t.test('a listener that throws does not keep the event from the others', (t) => {
  const errors: unknown[] = [];
  const emitter = new Emitter<{ ring: [times: number] }>((error) => errors.push(error));
  const heard: number[] = [];
  emitter.on('ring', () => {
    throw new Error('broken listener');
  });
  const off = emitter.on('ring', (times) => heard.push(times));
  emitter.emit('ring', 1);
  off();
  emitter.emit('ring', 2);
  t.same(heard, [1]);
  t.equal(errors.length, 2);
  t.end();
});
