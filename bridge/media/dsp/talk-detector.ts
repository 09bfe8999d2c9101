/** Levels are in dBov, one every 20 ms. */

/** A voice stands this far above the line's own noise. */
const marginDb = 8;
/** Below this nobody is heard: a whisper is −45. */
export const lowestThresholdDbov = -58;
/** A steady sound above this is taken for a voice, since nothing on a line is so loud by itself. */
const highestThresholdDbov = -30;
const startFloorDbov = -66;
/** 400 ms: pauses within a sentence are heard. */
const hangoverFrames = 20;
/** Three frames in a row make a voice of what may be a click. */
const confirmingFrames = 3;
/** The floor is the lowest level of the last 3 s, kept as minima of 240 ms. */
const blockFrames = 12;
const blocks = 12;
/** Before half a second has been heard, a voice may have spoken all the time. */
const settlingFrames = 24;

/**
 * Tells a voice from the noise of its line by level alone, so that those not talking need not be
 * decoded. The noise floor is the lowest smoothed level of the last 3 s: speech falls to it between
 * words, and a steady noise is at it always.
 */
export class TalkDetector {
  /** The lowest smoothed level of each block that is over, of them all, and of the one that is on. */
  readonly #minima = new Float64Array(blocks).fill(Infinity);
  #pastFloor = Infinity;
  #minimum = Infinity;
  #block = 0;
  #framesInBlock = 0;
  #framesSeen = 0;
  #smoothed = startFloorDbov;
  #hangover = 0;
  #run = 0;
  #talking = false;

  /**
   * @returns whether this frame is to be heard: at once when the level rises, and until 400 ms
   * after it fell
   */
  update(levelDbov: number): boolean {
    this.#followFloor(levelDbov);
    if (levelDbov > this.thresholdDbov) {
      this.#run++;
      this.#hangover = hangoverFrames;
      if (this.#run >= confirmingFrames) this.#talking = true;
    } else {
      this.#run = 0;
      if (this.#hangover > 0) this.#hangover--;
      if (this.#hangover === 0) this.#talking = false;
    }
    return this.#hangover > 0;
  }

  /** Whether this frame is to be heard. */
  get heard(): boolean {
    return this.#hangover > 0;
  }

  /** Whether to show this member as talking: like `heard`, but a click of up to 40 ms is none. */
  get talking(): boolean {
    return this.#talking;
  }

  /** Whether enough was heard to know the noise of this line. */
  get settled(): boolean {
    return this.#framesSeen === settlingFrames;
  }

  /** The noise of this line, which is also what a noisy line is known by. */
  get noiseFloorDbov(): number {
    if (!this.settled) return startFloorDbov;
    return Math.min(this.#pastFloor, this.#minimum);
  }

  get thresholdDbov(): number {
    const threshold = this.noiseFloorDbov + marginDb;
    return Math.min(highestThresholdDbov, Math.max(lowestThresholdDbov, threshold));
  }

  /** As when a member is muted: not talking, while the floor is kept. */
  silence(): void {
    this.#hangover = 0;
    this.#run = 0;
    this.#talking = false;
  }

  #followFloor(levelDbov: number): void {
    this.#smoothed += (Math.max(levelDbov, startFloorDbov) - this.#smoothed) / 2;
    if (this.#framesSeen < settlingFrames) this.#framesSeen++;
    // Smoothing must come up from its start before it means anything.
    if (this.#framesSeen < 8) return;
    if (this.#smoothed < this.#minimum) this.#minimum = this.#smoothed;
    if (++this.#framesInBlock === blockFrames) this.#endBlock();
  }

  #endBlock(): void {
    this.#framesInBlock = 0;
    this.#minima[this.#block] = this.#minimum;
    this.#block = (this.#block + 1) % blocks;
    this.#minimum = Infinity;
    this.#pastFloor = Infinity;
    for (const minimum of this.#minima) this.#pastFloor = Math.min(this.#pastFloor, minimum);
  }
}
