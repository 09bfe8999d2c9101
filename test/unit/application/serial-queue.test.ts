import t from 'tap';
import { SerialQueue } from '../../../bridge/application/serial-queue.js';

t.test('a task put in by a running task runs after it, in order', (t) => {
  const queue = new SerialQueue();
  const done: string[] = [];
  queue.run(() => {
    queue.run(() => {
      queue.run(() => done.push('third'));
      done.push('second');
    });
    done.push('first');
  });
  t.same(done, ['first', 'second', 'third']);
  t.end();
});

t.test('a task that throws does not keep the queue from the next one', (t) => {
  const queue = new SerialQueue();
  const done: string[] = [];
  t.throws(() => {
    queue.run(() => {
      throw new Error('broken task');
    });
  });
  queue.run(() => done.push('next'));
  t.same(done, ['next']);
  t.end();
});
