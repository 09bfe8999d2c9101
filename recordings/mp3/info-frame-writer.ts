import { crc16 } from './crc16.js';
import { frameBytes, frameHeader, samplesPerFrame, type BitrateKbps } from './stream-format.js';

/** Samples of silence that LAME puts before the first; a decoder adds 529 of its own. */
export const encoderDelaySamples = 576;
export const decoderDelaySamples = 529;

export interface InfoFrameContent {
  /** Of audio, without this one. */
  readonly frames: number;
  /** That were given to the encoder. */
  readonly samples: number;
  /** Of all audio frames. */
  readonly audioBytes: number;
  /** Of the same. */
  readonly audioCrc: number;
}

/** The shortest frame that holds everything; LAME too makes this frame larger than the others. */
const leastBytes = 172;

/** At these the fields begin: after the header and the side information of mono MPEG-2. */
const xingAt = 13;
const lameAt = xingAt + 4 + 4 + 4 + 4 + 100 + 4;

export function infoFrameBytes(bitrateKbps: BitrateKbps): number {
  return frameBytes(infoBitrate(bitrateKbps));
}

function infoBitrate(bitrateKbps: BitrateKbps): BitrateKbps {
  return frameBytes(bitrateKbps) >= leastBytes ? bitrateKbps : 40;
}

/**
 * The first frame of the file, which is silence that players skip: the number of frames, where to
 * seek (Xing's tag), and what encoder and end of file have added to the audio (LAME's extension),
 * so that its length is exact to the sample.
 */
export function infoFrame(bitrateKbps: BitrateKbps, content: InfoFrameContent): Buffer {
  const { frames, samples, audioBytes, audioCrc } = content;
  const frame = Buffer.alloc(infoFrameBytes(bitrateKbps));
  frame.set(frameHeader(infoBitrate(bitrateKbps)));
  frame.write('Info', xingAt, 'latin1');
  const hasFramesBytesTocQuality = 0xf;
  frame.writeUInt32BE(hasFramesBytesTocQuality, xingAt + 4);
  frame.writeUInt32BE(frames, xingAt + 8);
  frame.writeUInt32BE(frame.length + audioBytes, xingAt + 12);
  for (let percent = 0; percent < 100; percent++) {
    frame[xingAt + 16 + percent] = Math.floor((256 * percent) / 100);
  }
  frame.writeUInt32BE(50, xingAt + 116);
  writeLameTag(frame, bitrateKbps, paddingOf(frames, samples), frame.length + audioBytes, audioCrc);
  return frame;
}

/** What is left of the last frames after the last sample; 12 bits. */
function paddingOf(frames: number, samples: number): number {
  const padding = frames * samplesPerFrame - encoderDelaySamples - samples;
  return Math.min(0xfff, Math.max(0, padding));
}

function writeLameTag(
  frame: Buffer,
  bitrateKbps: BitrateKbps,
  padding: number,
  musicBytes: number,
  audioCrc: number,
): void {
  frame.write('LAME3.100', lameAt, 'latin1');
  const constantBitrate = 1;
  frame[lameAt + 9] = constantBitrate;
  frame[lameAt + 20] = bitrateKbps;
  frame.writeUIntBE((encoderDelaySamples << 12) | padding, lameAt + 21, 3);
  frame.writeUInt32BE(musicBytes, lameAt + 28);
  frame.writeUInt16BE(audioCrc, lameAt + 32);
  frame.writeUInt16BE(crc16(frame.subarray(0, lameAt + 34)), lameAt + 34);
}
