/** Talkers' pitch periods, 2.5 to 15 ms: 400 down to 66 Hz. */
const shortestPeriodMs = 2.5;
const longestPeriodMs = 15;
/** How much of the past is compared with itself. */
const comparedMs = 15;

/** Below this correlation the sound is no voice: nothing in it repeats. */
const voicedCorrelation = 0.5;

/** How much history `pitchPeriod` needs, in ms. */
export const pitchHistoryMs = longestPeriodMs + comparedMs;

/**
 * The period in samples at which the end of `history` repeats itself best, or the longest period
 * when it does not repeat.
 */
export function pitchPeriod(history: Int16Array, sampleRate: number): number {
  const perMs = sampleRate / 1000;
  const shortest = shortestPeriodMs * perMs;
  const longest = longestPeriodMs * perMs;
  const window = comparedMs * perMs;
  // First at 4 kHz, which suffices to find a pitch, then at the full rate around it.
  const stride = sampleRate / 4000;
  // A multiple of the period repeats as well: the shortest wins unless a longer one is clearly better.
  const coarse = search(history, { from: shortest, to: longest, window, stride, margin: 0.01 });
  if (coarse.correlation < voicedCorrelation) return longest;
  const from = Math.max(shortest, coarse.lag - stride);
  const to = Math.min(longest, coarse.lag + stride);
  return search(history, { from, to, window, stride: 1, margin: 0 }).lag;
}

interface Search {
  readonly from: number;
  readonly to: number;
  readonly window: number;
  readonly stride: number;
  /** By how much a longer lag must be better than a shorter one. */
  readonly margin: number;
}

function search(history: Int16Array, { from, to, window, stride, margin }: Search) {
  const start = history.length - window;
  let best = { lag: to, correlation: -1 };
  for (let lag = from; lag <= to; lag += stride) {
    let cross = 0;
    let energy = 1;
    let past = 1;
    for (let n = start; n < history.length; n += stride) {
      const now = history[n]!;
      const then = history[n - lag]!;
      cross += now * then;
      energy += now * now;
      past += then * then;
    }
    const correlation = cross / Math.sqrt(energy * past);
    if (correlation > best.correlation + margin) best = { lag, correlation };
  }
  return best;
}
