/** RFC 3550 A.1: a step forward by less is a gap in the stream; a step back by less, reordering. */
export const maxDropout = 3000;
export const maxMisorder = 100;

/**
 * Numbers the packets of a stream without wrapping. A new SSRC, or a sequence that has jumped and
 * goes on from there (RFC 3550 A.1), continues the numbers where they were.
 */
export class SequenceExtender {
  /** The highest number given; −1 before the first. */
  highest = -1;
  /** The last packet began a new sequence. */
  restarted = false;
  #ssrc = 0;
  #highestSequence = 0;
  /** Where a jump would go on; −1 for none. */
  #jumpedTo = -1;

  /** @returns the packet's number; −1 for a stray one, far from the others */
  extend(ssrc: number, sequence: number): number {
    this.restarted = false;
    if (this.highest < 0 || ssrc !== this.#ssrc) return this.#restart(ssrc, sequence);
    const delta = ((sequence - this.#highestSequence) << 16) >> 16;
    if (delta > maxDropout || delta < -maxMisorder) {
      if (sequence === this.#jumpedTo) return this.#restart(ssrc, sequence);
      this.#jumpedTo = (sequence + 1) & 0xffff;
      return -1;
    }
    this.#jumpedTo = -1;
    const number = this.highest + delta;
    if (delta > 0) {
      this.highest = number;
      this.#highestSequence = sequence;
    }
    return number < 0 ? -1 : number;
  }

  reset(): void {
    this.highest = -1;
    this.#jumpedTo = -1;
    this.restarted = false;
  }

  #restart(ssrc: number, sequence: number): number {
    this.restarted = true;
    this.#ssrc = ssrc;
    this.#highestSequence = sequence;
    this.#jumpedTo = -1;
    return ++this.highest;
  }
}
