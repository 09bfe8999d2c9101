import { roundInt } from './int16.js';
import { kneeThreshold, softKnee } from './soft-knee.js';

/** Gain moves along straight lines between the ends of these pieces of a frame. */
const blocksPerFrame = 10;

/** After a peak the gain stays for 100 ms, so that it does not ride on every syllable. */
const holdBlocks = 50;

/** Back to unity with a time constant of 200 ms (100 blocks of 2 ms). */
const releasePerBlock = 1 - Math.exp(-1 / 100);

/** Within 0.01 dB of unity the gain is unity again, and the path bit-exact. */
const nearlyUnity = 0.999;

// Of the frame in hand: one for all limiters, so that they stay in the processor's cache.
const neededGains = new Float64Array(blocksPerFrame + 1);
const differenceScratch = new Int32Array(320);

/** Notes, and returns, the gain that a block with this peak needs. */
function need(block: number, peak: number): number {
  return (neededGains[block] = peak > kneeThreshold ? kneeThreshold / peak : 1);
}

/**
 * Keeps the sum of several talkers within 16 bits without clipping it, and without delay.
 *
 * The gain a 2 ms block needs is known before the block is written, because a whole frame is
 * there; so the gain is led down before the peak comes. Only the first block of a frame cannot be
 * foreseen: there the soft knee above the threshold takes what the falling gain lets through.
 */
export class Limiter {
  #gain = 1;
  #hold = 0;

  /** The gain at the end of the last frame, 0..1; 1 when it does nothing. */
  get gain(): number {
    return this.#gain;
  }

  /** Writes `samples` (one 20 ms frame) of `sum`, limited, to `out`. */
  limit(sum: Int32Array, out: Int16Array, samples: number): void {
    const blockSamples = Math.ceil(samples / blocksPerFrame);
    let lowest = 1;
    for (let block = 0, start = 0; start < samples; block++, start += blockSamples) {
      const end = Math.min(start + blockSamples, samples);
      let peak = 0;
      for (let i = start; i < end; i++) {
        const magnitude = Math.abs(sum[i]!);
        if (magnitude > peak) peak = magnitude;
      }
      lowest = Math.min(lowest, need(block, peak));
    }
    this.#write(sum, out, samples, blockSamples, lowest);
  }

  /** The same for what is left of `total` without `own`: the difference is measured as it is made. */
  limitDifference(total: Int32Array, own: Int16Array, out: Int16Array, samples: number): void {
    const rest = differenceScratch;
    const blockSamples = Math.ceil(samples / blocksPerFrame);
    let lowest = 1;
    for (let block = 0, start = 0; start < samples; block++, start += blockSamples) {
      const end = Math.min(start + blockSamples, samples);
      let peak = 0;
      for (let i = start; i < end; i++) {
        const sample = total[i]! - own[i]!;
        rest[i] = sample;
        const magnitude = Math.abs(sample);
        if (magnitude > peak) peak = magnitude;
      }
      lowest = Math.min(lowest, need(block, peak));
    }
    this.#write(rest, out, samples, blockSamples, lowest);
  }

  #write(
    sum: Int32Array,
    out: Int16Array,
    samples: number,
    blockSamples: number,
    lowest: number,
  ): void {
    if (lowest === 1 && this.#gain === 1) {
      for (let i = 0; i < samples; i++) out[i] = sum[i]!;
      return;
    }
    neededGains[Math.ceil(samples / blockSamples)] = 1;
    for (let block = 0, start = 0; start < samples; block++, start += blockSamples) {
      const end = Math.min(start + blockSamples, samples);
      const needed = neededGains[block]!;
      const from = this.#gain;
      const to = this.#next(Math.min(needed, neededGains[block + 1]!));
      const step = (to - from) / (end - start);
      let gain = from;
      if (from > needed) {
        // The gain comes down too late for this block's peak: the knee bends what is left of it.
        for (let i = start; i < end; i++) {
          gain += step;
          out[i] = softKnee(sum[i]! * gain);
        }
      } else {
        for (let i = start; i < end; i++) {
          gain += step;
          out[i] = roundInt(sum[i]! * gain);
        }
      }
    }
  }

  #next(target: number): number {
    if (target <= this.#gain) {
      this.#gain = target;
      if (target < 1) this.#hold = holdBlocks;
    } else if (this.#hold > 0) {
      this.#hold--;
    } else {
      this.#gain = Math.min(target, this.#gain + (1 - this.#gain) * releasePerBlock);
      if (this.#gain > nearlyUnity) this.#gain = 1;
    }
    return this.#gain;
  }
}
