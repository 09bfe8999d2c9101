import t from 'tap';
import { SerialTasks } from '../../../bridge/kernel/serial-tasks.js';

t.test('a task begins when the one before it has ended, well or not', async (t) => {
  const tasks = new SerialTasks();
  const done: string[] = [];
  let fail: (error: Error) => void = () => undefined;
  const first = tasks.run(() => new Promise<void>((_resolve, reject) => (fail = reject)));
  const second = tasks.run(() => {
    done.push('second');
    throw new Error('broken too');
  });
  const third = tasks.run(() => done.push('third'));
  await Promise.resolve();
  t.same(done, [], 'the first is not over');
  fail(new Error('broken task'));
  await t.rejects(first, { message: 'broken task' });
  await t.rejects(second, { message: 'broken too' });
  t.equal(await third, 2);
  t.same(done, ['second', 'third']);
});
