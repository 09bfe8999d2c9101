/**
 * To the nearest integer, for |value| < 65536. Without a branch, as a processor guesses the sign of
 * a sound wrong at every crossing of zero; several times faster than Math.round.
 */
export function roundInt(value: number): number {
  return ((value + 65536.5) | 0) - 65536;
}

/** To the nearest 16-bit sample. */
export function toInt16(value: number): number {
  if (value >= 32767) return 32767;
  if (value <= -32768) return -32768;
  return roundInt(value);
}
