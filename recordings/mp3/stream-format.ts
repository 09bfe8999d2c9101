/**
 * The one kind of MP3 that is written here: MPEG-2 Layer III, 16 kHz, mono, constant bitrate. At
 * 16 kHz every bitrate gives frames of a whole number of bytes, so that no frame is padded and the
 * place of each follows from its number.
 */
export const sampleRate = 16_000;
/** One granule: 36 ms. */
export const samplesPerFrame = 576;

/** Those of Table 2 of ISO/IEC 13818-3 that LAME offers, by their index in the header [kbit/s]. */
const bitrateIndexes = new Map([
  [24, 3],
  [32, 4],
  [40, 5],
  [48, 6],
  [64, 8],
]);

export type BitrateKbps = 24 | 32 | 40 | 48 | 64;

export function frameBytes(bitrateKbps: number): number {
  return (bitrateKbps * 1000 * samplesPerFrame) / (8 * sampleRate);
}

/** Sync, MPEG-2, Layer III, no CRC; 16 kHz, not padded; mono, original. */
export function frameHeader(bitrateKbps: BitrateKbps): Uint8Array {
  const index = bitrateIndexes.get(bitrateKbps)!;
  return Uint8Array.of(0xff, 0xf3, (index << 4) | 0x08, 0xc4);
}
