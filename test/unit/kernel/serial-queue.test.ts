import t from 'tap';
import { SerialQueue } from '../../../bridge/kernel/serial-queue.js';

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

t.test('what a task put in before it threw is run all the same', (t) => {
  const queue = new SerialQueue();
  const done: string[] = [];
  const broken = new Error('broken task');
  const brokenToo = new Error('broken too');
  const run = (first: Error, ...others: readonly Error[]): void =>
    queue.run(() => {
      for (const error of others) {
        queue.run(() => {
          throw error;
        });
      }
      queue.run(() => done.push('put in'));
      throw first;
    });
  t.throws(() => run(broken), broken);
  t.same(done, ['put in'], 'at once, not with the next task');
  t.throws(() => run(broken, brokenToo), {
    message: 'broken task; broken too',
    cause: [broken, brokenToo],
  });
  t.same(done, ['put in', 'put in']);
  t.end();
});
