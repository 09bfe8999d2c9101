import type { RecordingSpeech } from '../bridge/ports/recordings.js';
import { sampleRate } from './mp3/stream-format.js';

/** So much talk of one member belongs together. */
const togetherMs = 1_000;
const togetherSamples = (togetherMs * sampleRate) / 1000;

interface Talker {
  readonly label: string;
  /** Where it began; null while nothing is recorded. */
  fromSample: number | null;
}

/** Turns what is told of talking into who spoke from where to where in the file. */
export class SpeechTimeline {
  readonly #out: (speech: RecordingSpeech) => void;
  readonly #talkers = new Map<string, Talker>();
  /** What ended a moment ago, in case it goes on. */
  readonly #ended = new Map<string, RecordingSpeech>();
  /** The current part's beginning in the file and in time; null between parts. */
  #part: { readonly firstSample: number; readonly startMs: number } | null = null;

  constructor(out: (speech: RecordingSpeech) => void) {
    this.#out = out;
  }

  partStarted(firstSample: number, nowMs: number): void {
    this.#part = { firstSample, startMs: nowMs };
    for (const talker of this.#talkers.values()) talker.fromSample = firstSample;
  }

  partStopped(nowMs: number): void {
    const sample = this.#sampleAt(nowMs);
    for (const [memberId, talker] of this.#talkers) this.#end(memberId, talker, sample);
    this.#flush(Infinity);
    this.#part = null;
  }

  talking(memberId: string, label: string, talking: boolean, nowMs: number): void {
    const sample = this.#sampleAt(nowMs);
    this.#flush(sample ?? Infinity);
    const talker = this.#talkers.get(memberId);
    if (!talking) {
      this.#talkers.delete(memberId);
      if (talker !== undefined) this.#end(memberId, talker, sample);
      return;
    }
    if (talker !== undefined) return;
    const before = this.#ended.get(memberId);
    this.#ended.delete(memberId);
    this.#talkers.set(memberId, { label, fromSample: before?.fromSample ?? sample });
  }

  #end(memberId: string, talker: Talker, toSample: number | null): void {
    const { label, fromSample } = talker;
    if (fromSample === null || toSample === null || toSample <= fromSample) return;
    this.#ended.set(memberId, { memberId, label, fromSample, toSample });
    talker.fromSample = null;
  }

  #flush(sample: number): void {
    for (const [memberId, speech] of this.#ended) {
      if (sample - speech.toSample < togetherSamples) continue;
      this.#ended.delete(memberId);
      this.#out(speech);
    }
  }

  #sampleAt(nowMs: number): number | null {
    if (this.#part === null) return null;
    const { firstSample, startMs } = this.#part;
    return firstSample + Math.max(0, Math.round(((nowMs - startMs) * sampleRate) / 1000));
  }
}
