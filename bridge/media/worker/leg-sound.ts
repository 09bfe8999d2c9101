import { rtpHeaderBytes } from '../../rtp/packet.js';
import { createEncoder } from '../codec/create.js';
import type { CodecName, Encoder } from '../codec/types.js';
import { Limiter } from '../dsp/limiter.js';
import {
  bandOf,
  newEncodedFrame,
  type EncodedFrame,
  type SharedEncodes,
  type SharedStream,
} from '../mixer/shared-encodes.js';
import { frameSamples, type Band } from '../mixer/two-band-mix.js';
import type { Voice } from '../mixer/voice.js';
import type { ClipQueue } from '../prompt/clip-queue.js';
import type { HoldMusic } from '../prompt/hold-music.js';
import type { Conference } from './conference.js';
import type { Member } from './member.js';

/** What a prompt is heard over is turned down to this, about −14 dB. */
const duckedGain = 0.2;
/** Down within 40 ms, up again within 200 ms. */
const duckDownPerFrame = (1 - duckedGain) / 2;
const duckUpPerFrame = (1 - duckedGain) / 10;

/** A listener with a codec that has memory changes streams in a pause of 100 ms. */
const pauseFrames = 5;
/** Peak, about −50 dBFS. */
const pausePeak = 100;
/** Where there is no pause for 10 s, the change may be heard. */
const longestWaitFrames = 500;

// What is made for one leg alone: one for all legs, so that it stays in the processor's cache.
const ownFrames = {
  PCMU: newEncodedFrame('PCMU'),
  PCMA: newEncodedFrame('PCMA'),
  G722: newEncodedFrame('G722'),
  opus: newEncodedFrame('opus'),
} as const;
const ownPcm = {
  narrow: new Int16Array(frameSamples.narrow),
  wide: new Int16Array(frameSamples.wide),
} as const;

/** What a leg may hear this tick. */
export interface SoundSources {
  readonly conference: Conference | null;
  readonly member: Member | null;
  readonly clips: ClipQueue;
  readonly holdMusic: HoldMusic | null;
}

/**
 * What one leg hears: prompts over its conference, over hold music, or over silence. As long as
 * nothing is meant for this leg alone, it gets bytes that were encoded once for all.
 *
 * The far end's G.722 or Opus decoder is in the state that our encoder left it in, and another
 * encoder's bytes would crack. So a stream for this leg alone begins with a copy of the state of
 * the shared one, and ends in a pause, when both say nothing.
 */
export class LegSound {
  readonly codec: CodecName;
  readonly band: Band;
  readonly #remembers: boolean;
  readonly #limiter = new Limiter();
  readonly #pcm: Int16Array;
  #encoder: Encoder | null = null;
  /** This tick's stream, and whether it is for this leg alone. */
  #shared: SharedEncodes | null = null;
  #sharedStream: SharedStream | null = null;
  #alone = false;
  #waitedFrames = 0;
  #quietFrames = 0;
  #gain = 1;

  constructor(codec: CodecName) {
    this.codec = codec;
    this.band = bandOf(codec);
    this.#remembers = codec === 'G722' || codec === 'opus';
    this.#pcm = ownPcm[this.band];
  }

  /** For every leg, when the conferences have mixed, and before any frame of this tick is made. */
  prepare(from: SoundSources, silence: SharedEncodes): void {
    const voice = heardVoice(from);
    const conference = voice === null ? null : from.conference;
    const shared = conference?.encodes ?? from.holdMusic?.encodes ?? silence;
    const needed = voice?.heard === true || from.clips.active || this.#gain < 1;
    const alone = needed || (this.#remembers && this.#staysAlone(shared));
    if (needed) this.#waitedFrames = 0;
    if (alone && !this.#alone) {
      this.#quietFrames = 0;
      this.#encoder ??= createEncoder(this.codec);
      const before = this.#shared?.encoder(this.codec);
      if (before !== undefined) this.#encoder.continueFrom(before);
    }
    this.#alone = alone;
    if (this.#shared !== shared) this.#sharedStream = null;
    this.#shared = shared;
  }

  /** `tick` numbers this frame, which is good until the next leg's is made. */
  frame(from: SoundSources, tick: number): EncodedFrame {
    if (!this.#alone && this.#shared !== null) {
      this.#sharedStream ??= this.#shared.stream(this.codec);
      return this.#sharedStream.frame(this.#sharedPcm(from, tick));
    }
    const voice = heardVoice(from);
    if (voice?.heard === true) from.conference?.mixFor(voice, this.#limiter, this.#pcm);
    else this.#pcm.set(this.#sharedPcm(from, tick));
    this.#noticePause();
    if (from.clips.active || this.#gain < 1) this.#prompt(from.clips);
    return this.#encode();
  }

  close(): void {
    this.#encoder?.close();
  }

  /** Whether the pause to change to `shared` in has not come yet. */
  #staysAlone(shared: SharedEncodes): boolean {
    if (!this.#alone) {
      const same = this.#shared === null || this.#shared === shared;
      if (!same) this.#waitedFrames = 0;
      return !same;
    }
    return this.#quietFrames < pauseFrames && ++this.#waitedFrames < longestWaitFrames;
  }

  #sharedPcm({ conference, member, holdMusic }: SoundSources, tick: number): Int16Array {
    if (conference !== null && member?.deaf === false && member.voice !== null) {
      return conference.sharedMix(this.band);
    }
    return holdMusic?.frame(this.band, tick) ?? silentFrames[this.band];
  }

  #noticePause(): void {
    if (!this.#remembers) return;
    for (const sample of this.#pcm) {
      if (sample > pausePeak || sample < -pausePeak) {
        this.#quietFrames = 0;
        return;
      }
    }
    this.#quietFrames++;
  }

  #prompt(clips: ClipQueue): void {
    this.#duck(clips.active);
    if (clips.active) this.#addPrompt(clips);
    this.#quietFrames = 0;
  }

  /** Leads the gain of what is under the prompt down or up, without a step. */
  #duck(prompting: boolean): void {
    const start = this.#gain;
    this.#gain = prompting
      ? Math.max(duckedGain, start - duckDownPerFrame)
      : Math.min(1, start + duckUpPerFrame);
    const pcm = this.#pcm;
    const step = (this.#gain - start) / pcm.length;
    for (let i = 0, gain = start; i < pcm.length; i++, gain += step) pcm[i]! *= gain;
  }

  #addPrompt(clips: ClipQueue): void {
    clips.next();
    const prompt = this.band === 'narrow' ? clips.narrow : clips.wide;
    const pcm = this.#pcm;
    for (let i = 0; i < pcm.length; i++) {
      pcm[i] = Math.max(-32768, Math.min(32767, pcm[i]! + prompt[i]!));
    }
  }

  #encode(): EncodedFrame {
    this.#encoder ??= createEncoder(this.codec);
    const frame = ownFrames[this.codec];
    frame.length = this.#encoder.encode(this.#pcm, frame.packet, rtpHeaderBytes);
    return frame;
  }
}

function heardVoice({ conference, member }: SoundSources): Voice | null {
  return conference !== null && member?.deaf === false ? member.voice : null;
}

const silentFrames = {
  narrow: new Int16Array(frameSamples.narrow),
  wide: new Int16Array(frameSamples.wide),
} as const;
