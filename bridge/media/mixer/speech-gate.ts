import { lowestThresholdDbov, TalkDetector } from '../dsp/talk-detector.js';

/** Steady or not, a sound this loud is passed on: it may be music, a tone or a shout held. */
const alwaysHeardDbov = -40;

/** Where the talk detector still waits for its margin above the noise, half of it gives doubt. */
const doubtMarginDb = 4;
const doubtLowestDbov = -62;
/** A frame below this opens no gate, whatever came before it. */
export const neverHeardBelowDbov = Math.min(doubtLowestDbov, lowestThresholdDbov);
/** 600 ms. */
const doubtFrames = 30;

/**
 * Decides whether a member's frame goes into the mix. A frame left out is a frame not decoded, but
 * a quiet voice left out is a fault that its owner cannot see; so what is in doubt is heard.
 */
export class SpeechGate {
  readonly #detector = new TalkDetector();
  #doubt = 0;

  /** For the talking light: stricter than what is heard. */
  get talking(): boolean {
    return this.#detector.talking;
  }

  /** Null until enough was heard. */
  get noiseDbov(): number | null {
    return this.#detector.settled ? this.#detector.noiseFloorDbov : null;
  }

  /** @returns whether this frame is heard; the frame that opens the gate already is. */
  update(levelDbov: number): boolean {
    const heard = this.#detector.update(levelDbov);
    const doubtful =
      levelDbov >= alwaysHeardDbov ||
      (levelDbov >= doubtLowestDbov && levelDbov >= this.#detector.noiseFloorDbov + doubtMarginDb);
    if (doubtful) this.#doubt = doubtFrames;
    else if (this.#doubt > 0) this.#doubt--;
    return heard || this.#doubt > 0;
  }

  /** Muted: not talking, while what is known of the line's noise is kept. */
  silence(): void {
    this.#detector.silence();
    this.#doubt = 0;
  }
}
