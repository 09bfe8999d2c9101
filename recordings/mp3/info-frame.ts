import { type Mp3FrameHeader, frameHeaderBytes } from './frame-header.js';

/**
 * What a first frame without audio says of the rest: the header that Xing devised for variable
 * bitrates, called `Info` in files of a constant one, and LAME's extension of it.
 */
export interface InfoFrame {
  /** Audio frames, this one not counted; null where it does not say. */
  readonly frames: number | null;
  /** From this frame to the end of the last one. */
  readonly bytes: number | null;
  /** Samples that the encoder put before and after what it was given; null without LAME's part. */
  readonly trim: { readonly delay: number; readonly padding: number } | null;
}

const flagFrames = 1;
const flagBytes = 2;
const flagToc = 4;
const flagQuality = 8;
const tocBytes = 100;
/** LAME's part: nine bytes of the encoder's name and version, then to these three. */
const trimAt = 21;

/** Null for a frame of audio. `frame` is the whole frame that `header` begins. */
export function parseInfoFrame(frame: Uint8Array, header: Mp3FrameHeader): InfoFrame | null {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  let at = frameHeaderBytes + header.sideInfoBytes;
  if (at + 8 > frame.length) return null;
  const name = String.fromCharCode(...frame.subarray(at, at + 4));
  if (name !== 'Xing' && name !== 'Info') return null;
  const flags = view.getUint32(at + 4);
  at += 8;
  const field = (flag: number): number | null => {
    if ((flags & flag) === 0 || at + 4 > frame.length) return null;
    at += 4;
    return view.getUint32(at - 4);
  };
  const frames = field(flagFrames);
  const bytes = field(flagBytes);
  if ((flags & flagToc) !== 0) at += tocBytes;
  if ((flags & flagQuality) !== 0) at += 4;
  return { frames, bytes, trim: trimOf(frame.subarray(at)) };
}

function trimOf(lame: Uint8Array): InfoFrame['trim'] {
  const [high, middle, low] = lame.subarray(trimAt, trimAt + 3);
  if (high === undefined || middle === undefined || low === undefined || lame[0] === 0) return null;
  // Two numbers of twelve bits each.
  return { delay: (high << 4) | (middle >> 4), padding: ((middle & 0x0f) << 8) | low };
}
