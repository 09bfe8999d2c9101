import { roundInt } from './int16.js';
import { kneeThreshold, softKnee } from './soft-knee.js';

/** Where speech is led to, in dBov over its talking frames. */
const targetDbov = -22;
const maxGainDb = 12;
/** Per 20 ms frame of speech: 3 dB a second up, 6 dB a second down. */
const upDb = 0.06;
const downDb = 0.12;
/** The level of speech is a mean over about a second of it. */
const levelSmoothing = 1 / 50;
/** So close to the target the gain stays where it is. */
const deadZoneDb = 1;

/** Brings one member's speech gently towards a common level. It works in place, without delay. */
export class AutomaticGain {
  #speechPower = 10 ** (targetDbov / 10);
  #wantedDb = 0;
  /** The same as a factor. */
  #wanted = 1;
  #gain = 1;

  /** What is applied now, −12..12 dB. */
  get gainDb(): number {
    return 20 * Math.log10(this.#gain);
  }

  /**
   * Processes one 20 ms frame.
   * @param levelDbov the frame's level
   * @param talking only speech is measured: the gain stays during noise and silence
   */
  process(pcm: Int16Array, samples: number, levelDbov: number, talking: boolean): void {
    if (talking) this.#follow(levelDbov);
    const from = this.#gain;
    const wanted = this.#wanted;
    if (from === 1 && wanted === 1) return;
    const peak = peakOf(pcm, samples);
    // A sudden shout brings the gain down within its first frame; the knee takes its beginning.
    const to = wanted > 1 ? Math.max(1, Math.min(wanted, kneeThreshold / peak)) : wanted;
    this.#gain = to;
    const bends = peak * Math.max(from, to) > kneeThreshold;
    const step = (to - from) / samples;
    let gain = from;
    if (bends) {
      for (let n = 0; n < samples; n++) pcm[n] = softKnee(pcm[n]! * (gain += step));
    } else {
      for (let n = 0; n < samples; n++) pcm[n] = roundInt(pcm[n]! * (gain += step));
    }
  }

  #follow(levelDbov: number): void {
    this.#speechPower += (10 ** (levelDbov / 10) - this.#speechPower) * levelSmoothing;
    const needed = targetDbov - 10 * Math.log10(this.#speechPower);
    const goalDb = Math.max(-maxGainDb, Math.min(maxGainDb, needed));
    if (goalDb > this.#wantedDb + deadZoneDb) this.#wantedDb += upDb;
    else if (goalDb < this.#wantedDb - deadZoneDb) this.#wantedDb -= downDb;
    else return;
    this.#wanted = 10 ** (this.#wantedDb / 20);
  }
}

function peakOf(pcm: Int16Array, samples: number): number {
  let peak = 0;
  for (let n = 0; n < samples; n++) {
    const magnitude = Math.abs(pcm[n]!);
    if (magnitude > peak) peak = magnitude;
  }
  return peak;
}
