import {
  type Mp3FrameHeader,
  frameHeaderBytes,
  parseFrameHeader,
  sameStream,
} from './frame-header.js';
import { id3HeaderBytes, id3v1Bytes, id3v2Bytes, isId3v1 } from './id3-size.js';
import { type InfoFrame, parseInfoFrame } from './info-frame.js';

/** What an MP3 file holds, frame by frame. Offsets and lengths count bytes of the file. */
export interface Mp3Scan {
  readonly bytes: number;
  /** Of the tag at its beginning, ID3v2; 0 where there is none. */
  readonly tagBytes: number;
  /** Of the first frame, and so of all. Null where there is no frame. */
  readonly format: Pick<Mp3FrameHeader, 'version' | 'sampleRate' | 'channels'> | null;
  readonly info: InfoFrame | null;
  /** Frames of audio, the info frame not counted. */
  readonly frames: number;
  /** What they decode to, less what the info frame says that the encoder added. */
  readonly samples: number;
  /** Where the first frame begins and the last whole one ends: what a mended file keeps. */
  readonly audioFrom: number;
  readonly audioTo: number;
  /** The last frame, cut short: so many bytes are there. */
  readonly partialBytes: number;
  /** Stretches between frames that are no frames; the first thousand of them. */
  readonly damage: readonly { readonly at: number; readonly bytes: number }[];
  readonly damagedBytes: number;
}

const mostDamageListed = 1000;

/** @throws what the source throws */
export async function scanMp3(source: AsyncIterable<Uint8Array>): Promise<Mp3Scan> {
  const scanner = new Mp3Scanner();
  for await (const chunk of source) scanner.push(chunk);
  return scanner.end();
}

/** Takes a file in pieces of any size, and keeps no more than two frames of it. */
export class Mp3Scanner {
  /** What is not looked at yet, and where in the file it begins. */
  #rest: Uint8Array = new Uint8Array();
  #at = 0;
  #state: 'tag' | 'searching' | 'in-step' = 'tag';
  #tagBytes = 0;
  #skip = 0;
  #first: Mp3FrameHeader | null = null;
  #info: InfoFrame | null = null;
  #frames = 0;
  #audioFrom = 0;
  #audioTo = 0;
  #partialBytes = 0;
  #damage: { at: number; bytes: number }[] = [];
  #damagedBytes = 0;

  push(chunk: Uint8Array): void {
    this.#rest = this.#rest.length === 0 ? chunk : joined(this.#rest, chunk);
    this.#read(false);
    // A copy: a view of the chunk would keep all of it.
    this.#rest = Uint8Array.from(this.#rest);
  }

  end(): Mp3Scan {
    this.#read(true);
    const first = this.#first;
    const { delay, padding } = this.#info?.trim ?? { delay: 0, padding: 0 };
    const decoded = this.#frames * (first?.samples ?? 0);
    return {
      bytes: this.#at,
      tagBytes: this.#tagBytes,
      format: first && {
        version: first.version,
        sampleRate: first.sampleRate,
        channels: first.channels,
      },
      info: this.#info,
      frames: this.#frames,
      samples: Math.max(0, decoded - delay - padding),
      audioFrom: this.#audioFrom,
      audioTo: this.#audioTo,
      partialBytes: this.#partialBytes,
      damage: this.#damage,
      damagedBytes: this.#damagedBytes,
    };
  }

  #read(isLast: boolean): void {
    if (this.#state === 'tag' && !this.#readTag(isLast)) return;
    this.#skipTag();
    while (this.#rest.length > 0 && this.#skip === 0) {
      const goesOn = this.#state === 'in-step' ? this.#step(isLast) : this.#search(isLast);
      if (!goesOn) return;
    }
  }

  #readTag(isLast: boolean): boolean {
    if (this.#rest.length < id3HeaderBytes && !isLast) return false;
    this.#skip = id3v2Bytes(this.#rest);
    this.#state = 'searching';
    return true;
  }

  #skipTag(): void {
    const skipped = Math.min(this.#skip, this.#rest.length);
    this.#skip -= skipped;
    this.#tagBytes += skipped;
    this.#take(skipped);
  }

  /** A frame must begin here. False when more must be read to know. */
  #step(isLast: boolean): boolean {
    const left = this.#rest.length;
    if (left < frameHeaderBytes && !isLast) return false;
    const header = parseFrameHeader(this.#rest);
    if (header !== null && this.#belongs(header) && header.bytes <= left) {
      this.#takeFrame(header);
      return true;
    }
    const isCutShort = left < frameHeaderBytes || (header !== null && this.#belongs(header));
    if (!isCutShort) {
      this.#state = 'searching';
      return true;
    }
    if (!isLast) return false;
    this.#partialBytes = left;
    this.#take(left);
    return true;
  }

  /**
   * Looks for a frame that another one of its kind follows, or the end of the file does: by itself a
   * header is found in any noise. False when more must be read to know.
   */
  #search(isLast: boolean): boolean {
    let at = this.#rest.indexOf(0xff);
    for (; at >= 0; at = this.#rest.indexOf(0xff, at + 1)) {
      const verdict = this.#looksLikeFrame(at, isLast);
      if (verdict === 'unknown') break;
      if (verdict === 'no') continue;
      this.#takeDamage(at);
      this.#state = 'in-step';
      return true;
    }
    const left = this.#rest.length;
    const known = at < 0 ? left : at;
    // The tag at a file's end is no damage; only the end tells that it is there.
    if (!isLast) this.#takeDamage(Math.min(known, Math.max(0, left - id3v1Bytes)));
    else if (isId3v1(this.#rest.subarray(-id3v1Bytes))) {
      this.#takeDamage(left - id3v1Bytes);
      this.#take(id3v1Bytes);
    } else this.#takeDamage(left);
    return false;
  }

  #looksLikeFrame(at: number, isLast: boolean): 'yes' | 'no' | 'unknown' {
    const left = this.#rest.length - at;
    if (left < frameHeaderBytes) return isLast ? 'no' : 'unknown';
    const header = parseFrameHeader(this.#rest, at);
    if (header === null || !this.#belongs(header)) return 'no';
    if (left < header.bytes + frameHeaderBytes) {
      if (!isLast) return 'unknown';
      return left === header.bytes ? 'yes' : 'no';
    }
    const next = parseFrameHeader(this.#rest, at + header.bytes);
    return next !== null && sameStream(header, next) ? 'yes' : 'no';
  }

  #belongs(header: Mp3FrameHeader): boolean {
    return this.#first === null || sameStream(this.#first, header);
  }

  #takeFrame(header: Mp3FrameHeader): void {
    if (this.#first === null) {
      this.#first = header;
      this.#audioFrom = this.#at;
      this.#info = parseInfoFrame(this.#rest.subarray(0, header.bytes), header);
    }
    if (this.#info === null || this.#at > this.#audioFrom) this.#frames++;
    this.#take(header.bytes);
    this.#audioTo = this.#at;
  }

  #takeDamage(bytes: number): void {
    if (bytes === 0) return;
    const last = this.#damage.at(-1);
    if (last !== undefined && last.at + last.bytes === this.#at) last.bytes += bytes;
    else if (this.#damage.length < mostDamageListed) this.#damage.push({ at: this.#at, bytes });
    this.#damagedBytes += bytes;
    this.#take(bytes);
  }

  #take(bytes: number): void {
    this.#rest = this.#rest.subarray(bytes);
    this.#at += bytes;
  }
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
