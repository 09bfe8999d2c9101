import { setImmediate as turn } from 'node:timers/promises';

/** Mono samples at `matchRate`: enough to know a voice by. */
export const matchRate = 4000;
const keyMs = 300;
const blockMs = 200;
/** A jitter buffer stretches and shrinks its delay a little all the time. */
const playMs = 10;
/** And a phone that is late leaves out, or repeats, some packets. */
const leapMs = 60;
const alikeFrom = 0.5;
const alikeAfterLeapFrom = 0.7;
/** A caller who is hung up on loses what is still in the jitter buffer. */
const share = 0.9;
/** Less energy than this, over a part, is none: it is but the rounding of a running sum. */
const silence = 1e-9;
/** Looked through at a time [s]. */
const pieceS = 5;

/** Mono at `matchRate`, by means of neighbouring samples. `sampleRate`: a multiple of it [Hz]. */
export function thinned(samples: Float64Array, sampleRate: number): Float64Array {
  const step = sampleRate / matchRate;
  return Float64Array.from({ length: Math.floor(samples.length / step) }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < step; j++) sum += samples[i * step + j]!;
    return sum / step;
  });
}

/** Where the clip ends in what was heard; null when it is not, or not yet, all there. */
export function endOf(clip: Float64Array, heard: Float64Array, from: number): number | null {
  const key = loudest(clip, samplesIn(keyMs));
  const part = clip.subarray(key, key + samplesIn(keyMs));
  const lastStart = heard.length - share * clip.length + key;
  const found = bestLag(part, heard, from + key, lastStart, alikeFrom);
  if (found === null) return null;
  const start = found - key;
  if (!wholeClipIs(clip, heard, start)) return null;
  // The next prompt may cut its last word off.
  return Math.min(start + clip.length, heard.length);
}

/**
 * As `endOf`, but lets others have their turn: looking through minutes at once takes seconds, and
 * where a test presses two keys, the bridge forgets the first before the second is sent.
 */
export async function endOfInTurns(
  clip: Float64Array,
  heard: Float64Array,
  from: number,
): Promise<number | null> {
  for (let start = from; ;) {
    const to = Math.min(start + clip.length + pieceS * matchRate, heard.length);
    const end = endOf(clip, heard.subarray(0, to), start);
    if (end !== null || to === heard.length) return end;
    start = stillOpen(clip, to);
    await turn();
  }
}

/** The first sample of what must be listened to again when more has been heard. */
export function stillOpen(clip: Float64Array, heardSamples: number): number {
  return Math.floor(heardSamples - share * clip.length);
}

/** Block by block, each looked for near where the one before it was found. */
function wholeClipIs(clip: Float64Array, heard: Float64Array, start: number): boolean {
  const length = samplesIn(blockMs);
  const loud = energy(clip, 0, clip.length) / clip.length;
  const there = Math.min(clip.length, heard.length - start);
  let place = start;
  let [alike, blocks] = [0, 0];
  for (let at = 0; at + length <= there; at += length) {
    if (energy(clip, at, length) / length < loud / 10) continue;
    blocks++;
    const part = clip.subarray(at, at + length);
    const near = (ms: number, from: number): number | null =>
      bestLag(part, heard, place + at - samplesIn(ms), place + at + samplesIn(ms) + 1, from);
    const found = near(playMs, alikeFrom) ?? near(leapMs, alikeAfterLeapFrom);
    if (found === null) continue;
    alike++;
    place = found - at;
  }
  return alike >= 0.7 * blocks;
}

/**
 * Where, from `first` to before `end`, the part is most like what was heard (their correlation,
 * −1..1), and enough like it.
 */
function bestLag(
  part: Float64Array,
  heard: Float64Array,
  first: number,
  end: number,
  alikeFrom: number,
): number | null {
  let best: number | null = null;
  let likeness = alikeFrom;
  const ours = energy(part, 0, part.length);
  let theirs = energy(heard, first, part.length);
  for (let lag = first; lag < end; lag++) {
    const found = product(part, heard, lag) / Math.sqrt(ours * Math.max(theirs, silence));
    if (found > likeness) [best, likeness] = [lag, found];
    theirs += (heard[lag + part.length] ?? 0) ** 2 - (heard[lag] ?? 0) ** 2;
  }
  return best;
}

function samplesIn(ms: number): number {
  return (matchRate * ms) / 1000;
}

function loudest(clip: Float64Array, length: number): number {
  let best = { at: 0, energy: 0 };
  for (let at = 0; at + length <= clip.length; at += length >> 2) {
    const found = energy(clip, at, length);
    if (found > best.energy) best = { at, energy: found };
  }
  return best.at;
}

function energy(samples: Float64Array, at: number, length: number): number {
  let sum = 0;
  for (let i = at; i < at + length; i++) sum += (samples[i] ?? 0) ** 2;
  return sum;
}

function product(part: Float64Array, heard: Float64Array, lag: number): number {
  const first = Math.max(0, -lag);
  const end = Math.min(part.length, heard.length - lag);
  let sum = 0;
  for (let i = first; i < end; i++) sum += part[i]! * heard[lag + i]!;
  return sum;
}
