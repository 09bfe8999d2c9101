import path from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { readSound } from '../../support/listen.js';
import { endOf, endOfInTurns, matchRate, thinned } from '../../support/voice-match.js';
import { SeededRandom } from '../../support/seeded-random.js';

const prompts = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../../../../ivr/prompts/en',
);

function clip(name: string): Float64Array {
  const { samples, sampleRate } = readSound(path.join(prompts, `${name}.wav`));
  return thinned(samples, sampleRate);
}

function joined(...parts: readonly Float64Array[]): Float64Array {
  return Float64Array.from(parts.flatMap((part) => [...part]));
}

const second = new Float64Array(matchRate);
const packet = matchRate / 50;

t.test('a prompt is known among others, where it is heard to its end', (t) => {
  const floor = clip('you-have-the-floor');
  const before = joined(second, clip('next-speaker'), second);
  t.equal(endOf(floor, joined(before, floor, second), 0), before.length + floor.length);
  t.end();
});

t.test('a prompt that was not played, or not to its end, is not heard', (t) => {
  const floor = clip('you-have-the-floor');
  const others = ['next-speaker', 'hand-raised', 'unmuted', 'lecture-strict'].map(clip);
  t.equal(endOf(floor, joined(second, ...others, second), 0), null);
  t.equal(endOf(floor, joined(second, floor.subarray(0, floor.length >> 1)), 0), null);
  t.end();
});

t.test('a phone that loses packets on a busy machine still hears it, over noise too', (t) => {
  const floor = clip('you-have-the-floor');
  const [first, last] = [floor.length >> 2, (3 * floor.length) >> 2];
  const damaged = joined(
    second,
    floor.subarray(0, first),
    floor.subarray(first + packet, last),
    floor.subarray(last + 2 * packet),
    second,
  );
  const random = new SeededRandom(7);
  const noisy = damaged.map((sample) => sample + 0.02 * (random.below(1000) / 1000 - 0.5));
  t.type(endOf(floor, noisy, 0), 'number');
  t.end();
});

t.test('minutes are looked through with pauses, wherever in them the prompt is', async (t) => {
  const floor = clip('you-have-the-floor');
  const minute = new Float64Array(60 * matchRate);
  for (const beforeS of [0, 4.9, 5, 7.5, 50]) {
    const before = new Float64Array(beforeS * matchRate);
    const heard = joined(before, floor, minute);
    const others = new Promise((resolve) => setImmediate(resolve, 'their turn'));
    const found = endOfInTurns(floor, heard, 0);
    t.equal(await found, before.length + floor.length);
    t.equal(await others, 'their turn');
  }
  let turns = 0;
  const count = setInterval(() => turns++, 0);
  t.equal(await endOfInTurns(floor, joined(minute, minute), 0), null);
  clearInterval(count);
  t.ok(turns > 1);
});
