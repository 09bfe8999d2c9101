import { tickMs } from '../worker/tick-clock.js';

export interface RecorderLimits {
  readonly maxMs: number;
  readonly silenceMs: number;
}

/** Speech as it was said, without the silence around it. */
export interface RecordedSpeech {
  readonly sampleRate: 8000 | 16000;
  readonly pcm: Int16Array<ArrayBuffer>;
}

/** A frame at least so loud is speech. Room noise on a telephone line lies well below. */
const speechDbov = -42;
/** A click is no speech. */
const leastSpeechMs = 160;
/** Kept around the speech, so that soft beginnings and ends are whole. */
const marginMs = 160;

/** Takes what one leg says, 20 ms at a time. */
export class SpeechRecorder {
  readonly id: number;
  readonly #limits: RecorderLimits;
  readonly #frames: Int16Array<ArrayBuffer>[] = [];
  #speechFrames = 0;
  #firstSpeech = -1;
  #lastSpeech = -1;
  /** Frames since the last speech, or the start. */
  #quietFrames = 0;

  constructor(id: number, limits: RecorderLimits) {
    this.id = id;
    this.#limits = limits;
  }

  /** `level` in dBov. @returns whether it is over */
  add(frame: Int16Array, levelDbov: number): boolean {
    this.#quietFrames++;
    if (levelDbov >= speechDbov) {
      this.#quietFrames = 0;
      this.#speechFrames++;
      this.#lastSpeech = this.#frames.length;
      if (this.#firstSpeech === -1) this.#firstSpeech = this.#frames.length;
    }
    this.#frames.push(Int16Array.from(frame));
    return (
      this.#quietFrames * tickMs >= this.#limits.silenceMs ||
      this.#frames.length * tickMs >= this.#limits.maxMs
    );
  }

  /** Null where nothing was said. */
  speech(): RecordedSpeech | null {
    if (this.#speechFrames * tickMs < leastSpeechMs) return null;
    const margin = marginMs / tickMs;
    const kept = this.#frames.slice(
      Math.max(0, this.#firstSpeech - margin),
      this.#lastSpeech + 1 + margin,
    );
    // A leg that changed its codec meanwhile: what does not fit the first frame is left out.
    const length = kept[0]?.length ?? 0;
    const same = kept.filter((frame) => frame.length === length);
    const pcm = new Int16Array(same.length * length);
    same.forEach((frame, i) => pcm.set(frame, i * length));
    return { sampleRate: length === 160 ? 8000 : 16000, pcm };
  }
}
