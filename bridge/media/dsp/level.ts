/** The level of digital silence, the lowest RFC 6464 knows. */
export const silenceDbov = -127;

/**
 * Mean power, where a full-scale square wave is 1, as dBov: a full-scale sine is −3 dBov.
 * @returns −127..0
 */
export function powerToDbov(power: number): number {
  if (power <= 0) return silenceDbov;
  return Math.max(silenceDbov, Math.min(0, 10 * Math.log10(power)));
}

/** The level of the first `samples` samples, −127..0 dBov (RFC 6464). */
export function frameLevelDbov(pcm: Int16Array, samples: number): number {
  if (samples === 0) return silenceDbov;
  let sum = 0;
  for (let i = 0; i < samples; i++) {
    const sample = pcm[i]!;
    sum += sample * sample;
  }
  return powerToDbov(sum / (samples * 32768 * 32768));
}

/** The same from every fourth sample: for envelopes, at a quarter of the cost. */
export function roughLevelDbov(pcm: Int16Array, samples: number): number {
  let sum = 0;
  for (let i = 0; i < samples; i += 4) {
    const sample = pcm[i]!;
    sum += sample * sample;
  }
  return powerToDbov(sum / ((samples / 4) * 32768 * 32768));
}
