/**
 * The waveform beside a recording: its lowest and highest sample in each tenth of a second. The file
 * is what audiowaveform (bbc/audiowaveform) calls data format version 1 with 8 bits, so that other
 * players can draw it: a header of 20 bytes, little-endian (version, flags, sample rate, samples a
 * point, points), then two signed bytes a point. It grows while the recording does; where a dead
 * process left the count of points at 0, the file's length tells it.
 */
export interface Peaks {
  readonly sampleRate: number;
  readonly samplesPerPoint: number;
  /** Lowest and highest in turn, −128…127 for the whole range of a sample. */
  readonly pairs: Int8Array;
}

export const peaksHeaderBytes = 20;
export const peaksPerSecond = 10;

const version = 1;
const flagEightBits = 1;

/** `points` is 0 while it grows. */
export function peaksHeader(sampleRate: number, points: number): Uint8Array {
  const header = new DataView(new ArrayBuffer(peaksHeaderBytes));
  const fields = [version, flagEightBits, sampleRate, sampleRate / peaksPerSecond, points];
  fields.forEach((field, index) => header.setUint32(4 * index, field, true));
  return new Uint8Array(header.buffer);
}

/** Null for what is no such file. A file cut short has the points that are whole. */
export function parsePeaks(file: Uint8Array): Peaks | null {
  if (file.length < peaksHeaderBytes) return null;
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const field = (index: number): number => view.getUint32(4 * index, true);
  const [sampleRate, samplesPerPoint] = [field(2), field(3)];
  if (field(0) !== version || field(1) !== flagEightBits) return null;
  if (sampleRate === 0 || samplesPerPoint === 0) return null;
  const whole = Math.floor((file.length - peaksHeaderBytes) / 2);
  const points = field(4) === 0 ? whole : Math.min(whole, field(4));
  const pairs = new Int8Array(file.slice(peaksHeaderBytes, peaksHeaderBytes + 2 * points));
  return { sampleRate, samplesPerPoint, pairs };
}
