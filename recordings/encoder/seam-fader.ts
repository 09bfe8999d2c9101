import { ringFrameSamples as frameSamples } from '../../bridge/kernel/frame-ring.js';

/** 10 ms: the beginning and the end of a stretch of sound, led to silence so that none clicks. */
const fadeSamples = frameSamples / 2;

/**
 * Fades each stretch in at its beginning and out at its end. It holds one frame back, because only
 * what comes next tells whether a frame is the last of its stretch.
 */
export class SeamFader {
  readonly #held = new Int16Array(frameSamples);
  readonly #out: (frame: Int16Array) => void;
  #holds = false;
  #begins = true;

  constructor(out: (frame: Int16Array) => void) {
    this.#out = out;
  }

  push(frame: Int16Array): void {
    if (this.#holds) this.#out(this.#held);
    this.#held.set(frame);
    this.#holds = true;
    if (this.#begins) fadeIn(this.#held);
    this.#begins = false;
  }

  /** The stretch ends here. */
  end(): void {
    this.#begins = true;
    if (!this.#holds) return;
    this.#holds = false;
    fadeOut(this.#held);
    this.#out(this.#held);
  }
}

function fadeIn(frame: Int16Array): void {
  for (let i = 0; i < fadeSamples; i++) frame[i] = (frame[i]! * i) / fadeSamples;
}

function fadeOut(frame: Int16Array): void {
  for (let i = 0; i < fadeSamples; i++) {
    frame[frame.length - 1 - i] = (frame[frame.length - 1 - i]! * i) / fadeSamples;
  }
}
