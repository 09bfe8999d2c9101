/**
 * The four bytes that begin each frame of MPEG-1 (ISO 11172-3 §2.4.1.3), MPEG-2 (ISO 13818-3) and
 * the unofficial MPEG-2.5, Layer III.
 */
export interface Mp3FrameHeader {
  readonly version: '1' | '2' | '2.5';
  readonly sampleRate: number;
  readonly channels: 1 | 2;
  readonly bitrateKbps: number;
  /** Of the whole frame, header included. */
  readonly bytes: number;
  /** That each channel has of it: 1152 in MPEG-1, else 576. */
  readonly samples: number;
  /** What follows the header and precedes the audio, checksum left out. */
  readonly sideInfoBytes: number;
}

export const frameHeaderBytes = 4;

const bitratesOfMpeg1 = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const bitratesOfMpeg2 = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const sampleRatesOfMpeg1 = [44_100, 48_000, 32_000];

/** By the two bits of the header; 1 is reserved. */
const versions = ['2.5', null, '2', '1'] as const;
const rateDivisors = { '1': 1, '2': 2, '2.5': 4 } as const;
const layerThree = 1;
const mono = 3;
const reservedEmphasis = 2;

/** Null for what is no header of Layer III, or has no bitrate to tell its length (free format). */
export function parseFrameHeader(data: Uint8Array, at = 0): Mp3FrameHeader | null {
  const [sync, kind, rates, mode] = [data[at], data[at + 1], data[at + 2], data[at + 3]];
  if (sync !== 0xff || kind === undefined || (kind & 0xe0) !== 0xe0) return null;
  if (rates === undefined || mode === undefined) return null;
  const version = versions[(kind >> 3) & 3] ?? null;
  if (version === null || ((kind >> 1) & 3) !== layerThree) return null;
  if ((mode & 3) === reservedEmphasis) return null;
  const isMpeg1 = version === '1';
  // Index 0 is free format, 15 is forbidden.
  const bitrateKbps = (isMpeg1 ? bitratesOfMpeg1 : bitratesOfMpeg2)[(rates >> 4) - 1];
  const fullRate = sampleRatesOfMpeg1[(rates >> 2) & 3];
  if (bitrateKbps === undefined || fullRate === undefined) return null;
  const sampleRate = fullRate / rateDivisors[version];
  const samples = isMpeg1 ? 1152 : 576;
  const padding = (rates >> 1) & 1;
  const channels = mode >> 6 === mono ? 1 : 2;
  return {
    version,
    sampleRate,
    channels,
    bitrateKbps,
    bytes: Math.floor((samples / 8) * ((bitrateKbps * 1000) / sampleRate)) + padding,
    samples,
    sideInfoBytes: isMpeg1 ? (channels === 1 ? 17 : 32) : channels === 1 ? 9 : 17,
  };
}

/** Whether both can be of one stream: the bitrate may change, nothing else. */
export function sameStream(one: Mp3FrameHeader, other: Mp3FrameHeader): boolean {
  return (
    one.version === other.version &&
    one.sampleRate === other.sampleRate &&
    one.channels === other.channels
  );
}
