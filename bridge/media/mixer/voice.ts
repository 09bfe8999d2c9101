import { AutomaticGain } from '../dsp/automatic-gain.js';
import { EchoMeter } from '../dsp/echo-meter.js';
import { silenceDbov } from '../dsp/level.js';
import { SpeechGate } from './speech-gate.js';
import { frameSamples, type Band } from './two-band-mix.js';

/** Where a voice's audio comes from, one 20 ms frame at a time. */
export interface VoiceSource {
  /**
   * Moves on by one frame.
   * @returns its level in dBov; `lost` when it must be concealed; `silence` when there is nothing
   * to hear: the far end sends nothing, or presses a key
   */
  next(nowMs: number): number | 'lost' | 'silence';
  /** Writes the frame that `next` moved to, decoding it if that is not done yet. Call it once. */
  read(out: Int16Array): void;
  /** Moves on by one frame that nobody wants. */
  skip(nowMs: number): void;
  /** While the talker is silent the playout delay may change unheard. */
  setQuiet(quiet: boolean): void;
}

/** A voice that begins or ends within a sound does so over 4 ms, so that it makes no click. */
const fadePart = 1 / 5;

/** Loss that goes on for longer than this is silence. */
const concealedFrames = 5;

/** One member's part in the mix. */
export class Voice {
  readonly band: Band;
  /** The last frame, good while `heard`. */
  readonly frame: Int16Array;
  /** Whether the last frame goes into the mix. */
  heard = false;
  /** The level of the mix that was made for this member alone, while `heard`. */
  ownMixDbov = silenceDbov;
  readonly source: VoiceSource;
  readonly #gain: AutomaticGain | null;
  readonly #gate = new SpeechGate();
  #open = false;
  #muted = false;
  #lostInARow = 0;
  readonly #echo = new EchoMeter();
  #peakLevelDbov = silenceDbov;

  constructor(source: VoiceSource, band: Band, automaticGain: boolean) {
    this.source = source;
    this.band = band;
    this.frame = new Int16Array(frameSamples[band]);
    this.#gain = automaticGain ? new AutomaticGain() : null;
  }

  get talking(): boolean {
    return this.#gate.talking;
  }

  /** The loudest frame since the last call, −127..0 dBov. */
  takeLevelDbov(): number {
    const level = this.#peakLevelDbov;
    this.#peakLevelDbov = silenceDbov;
    return level;
  }

  /** What is known of the line since it joined: a muted one is not listened to. */
  get noiseDbov(): number | null {
    return this.#gate.noiseDbov;
  }

  get echo(): number | null {
    return this.#echo.echo;
  }

  get muted(): boolean {
    return this.#muted;
  }

  set muted(muted: boolean) {
    this.#muted = muted;
    if (muted) this.#gate.silence();
  }

  /**
   * Takes the next frame. `withheld`: the audio must not be heard just now (a key is being
   * pressed, or the far end has put us on hold). `sentDbov`: what the line was sent last.
   */
  pull(nowMs: number, withheld: boolean, sentDbov: number): void {
    const wasOpen = this.#open;
    const shut = this.#muted || withheld;
    if (shut && !wasOpen) {
      this.heard = false;
      this.source.skip(nowMs);
      return;
    }
    const next = this.source.next(nowMs);
    if (next !== 'lost') this.#echo.update(sentDbov, next === 'silence' ? silenceDbov : next);
    this.#open = this.#judge(next, wasOpen) && !shut;
    if (shut) this.#gate.silence();
    this.source.setQuiet(!this.#open);
    this.heard = next !== 'silence' && (this.#open || wasOpen);
    if (!this.heard) return;
    const frame = this.frame;
    this.source.read(frame);
    if (this.#gain !== null && typeof next === 'number') {
      this.#gain.process(frame, frame.length, next, this.#gate.talking);
    }
    if (!wasOpen) fadeIn(frame);
    if (!this.#open) fadeOut(frame);
  }

  #judge(next: number | 'lost' | 'silence', wasOpen: boolean): boolean {
    if (next === 'lost') return wasOpen && ++this.#lostInARow <= concealedFrames;
    this.#lostInARow = 0;
    if (next === 'silence') {
      this.#gate.update(silenceDbov);
      return false;
    }
    if (next > this.#peakLevelDbov) this.#peakLevelDbov = next;
    return this.#gate.update(next);
  }
}

function fadeIn(frame: Int16Array): void {
  const ramp = frame.length * fadePart;
  for (let i = 0; i < ramp; i++) frame[i] = (frame[i]! * i) / ramp;
}

/** The first 4 ms of the frame are all that is left of the sound. */
function fadeOut(frame: Int16Array): void {
  const ramp = frame.length * fadePart;
  for (let i = 0; i < ramp; i++) frame[i] = (frame[i]! * (ramp - i)) / ramp;
  frame.fill(0, ramp);
}
