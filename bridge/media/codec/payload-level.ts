import { powerToDbov } from '../dsp/level.js';
import { companding } from './g711-tables.js';
import type { CodecName } from './types.js';

/**
 * The level of a G.711 payload in dBov, −127..0, without decoding it: of `length` bytes of `data`
 * from `start` on.
 * @returns null for codecs whose level only decoding tells
 */
export function payloadLevel(
  codec: CodecName,
  data: Uint8Array,
  start = 0,
  length = data.length - start,
): number | null {
  if (codec !== 'PCMU' && codec !== 'PCMA') return null;
  if (length === 0) return -127;
  const { power } = companding[codec];
  // Two sums, because each addition would wait for the one before it.
  let even = 0;
  let odd = 0;
  const end = start + length;
  for (let i = start + 1; i < end; i += 2) {
    even += power[data[i - 1]!]!;
    odd += power[data[i]!]!;
  }
  if (length % 2 === 1) even += power[data[end - 1]!]!;
  return powerToDbov((even + odd) / length);
}
