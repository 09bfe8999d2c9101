import type { Peaks } from './peaks-file.js';

/**
 * The loudness of a recording in `points` equal stretches, 0…127, for a drawing so many pixels wide.
 * Fewer where the recording has fewer. A stretch has the loudest of its peaks, so that a word in an
 * hour of silence is seen.
 */
export function reducePeaks({ pairs }: Peaks, points: number): readonly number[] {
  const had = pairs.length / 2;
  const wanted = Math.min(points, had);
  return Array.from({ length: wanted }, (_, index) => {
    const from = Math.floor((index * had) / wanted);
    const to = Math.floor(((index + 1) * had) / wanted);
    let loudest = 0;
    for (let at = 2 * from; at < 2 * to; at++)
      loudest = Math.max(loudest, Math.abs(pairs[at] ?? 0));
    return Math.min(127, loudest);
  });
}
