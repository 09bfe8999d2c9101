import { roundInt } from './int16.js';

/** −1 dBFS: what is below passes bit-exact. */
export const kneeThreshold = 29204;

const room = 32767 - kneeThreshold;

/** The identity up to the threshold, then bending over so that no finite value passes 32767. */
export function softKnee(sample: number): number {
  const magnitude = Math.abs(sample);
  if (magnitude <= kneeThreshold) return roundInt(sample);
  const over = (magnitude - kneeThreshold) / room;
  const bent = kneeThreshold + (room * over) / (1 + over);
  return roundInt(sample < 0 ? -bent : bent);
}
