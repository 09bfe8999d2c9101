import t from 'tap';
import { ClipQueue } from '../../../../bridge/media/prompt/clip-queue.js';
import type { LoadedClip } from '../../../../bridge/media/worker/protocol.js';

/** `ms` of one value. */
function clip(value: number, ms: number): LoadedClip {
  return {
    id: `${value}`,
    narrow: new Int16Array(ms * 8).fill(value),
    wide: new Int16Array(ms * 16).fill(value),
  };
}

function queueOf(...playbacks: readonly (readonly LoadedClip[])[]): {
  queue: ClipQueue;
  ends: string[];
} {
  const ends: string[] = [];
  const queue = new ClipQueue((id, end) => ends.push(`${id} ${end}`));
  playbacks.forEach((clips, i) =>
    queue.add({ playbackId: i + 1, clips, clipIndex: 0, wideOffset: 0 }),
  );
  return { queue, ends };
}

t.test('clips follow one another without a gap, within a frame and across playbacks', (t) => {
  const { queue, ends } = queueOf([clip(1, 30), clip(2, 5)], [clip(3, 30)]);
  const narrow: number[] = [];
  const wide: number[] = [];
  while (queue.active) {
    queue.next();
    narrow.push(...queue.narrow);
    wide.push(...queue.wide);
  }
  const values = [
    [1, 30],
    [2, 5],
    [3, 30],
    [0, 15],
  ] as const;
  t.same(
    narrow,
    values.flatMap(([value, ms]) => Array.from({ length: ms * 8 }, () => value)),
  );
  t.same(
    wide,
    values.flatMap(([value, ms]) => Array.from({ length: ms * 16 }, () => value)),
  );
  t.same(ends, ['1 finished', '2 finished']);
  t.end();
});

t.test('each playback ends once, for the right reason', (t) => {
  const { queue, ends } = queueOf([clip(1, 100)], [clip(2, 100)], [clip(3, 100)], []);
  queue.next();
  queue.stop(1);
  queue.stop(1);
  queue.stop(77);
  queue.next();
  t.equal(queue.narrow[0], 2);
  queue.close();
  queue.stop(2);
  t.same(ends, ['1 stopped', '2 gone', '3 gone', '4 gone']);
  t.notOk(queue.active);
  t.end();
});

t.test('what another queue takes over goes on at the same sample', (t) => {
  const { queue, ends } = queueOf([clip(1, 30), clip(2, 30)]);
  queue.next();
  queue.next();
  const other = new ClipQueue((id, end) => ends.push(`${id} ${end}`));
  for (const playback of queue.take()) other.add(playback);
  t.notOk(queue.active);
  t.same(ends, []);
  other.next();
  t.same([...new Set(other.narrow)], [2], 'the last 20 ms of the second clip');
  t.notOk(other.active);
  t.same(ends, ['1 finished']);
  t.end();
});
