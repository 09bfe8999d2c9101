/**
 * What one listener receives in the measured window: packets counted against time, because a mixer
 * that skips a frame leaves no hole in the sequence numbers.
 */
export class Arrivals {
  frames = 0;
  gaps = 0;
  gapsOver40ms = 0;
  #lastMs = 0;

  restart(): void {
    this.frames = 0;
    this.gaps = 0;
    this.gapsOver40ms = 0;
  }

  packet(atMs: number): void {
    this.frames += 1;
    if (this.#lastMs > 0) {
      this.gaps += 1;
      if (atMs - this.#lastMs > 40) this.gapsOver40ms += 1;
    }
    this.#lastMs = atMs;
  }
}

export interface Delivery {
  readonly framesDeliveredPct: number;
  readonly gapsOver40msPct: number;
}

export function deliveryOf(arrivals: readonly Arrivals[], windowMs: number): Delivery {
  const expected = (arrivals.length * windowMs) / 20;
  const frames = arrivals.reduce((sum, one) => sum + one.frames, 0);
  const gaps = arrivals.reduce((sum, one) => sum + one.gaps, 0);
  const over = arrivals.reduce((sum, one) => sum + one.gapsOver40ms, 0);
  return {
    framesDeliveredPct: round((100 * frames) / expected, 3),
    gapsOver40msPct: round((100 * over) / Math.max(1, gaps), 4),
  };
}

export function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** The value below which `fraction` of the samples lie; null when there are none. */
export function percentile(samples: readonly number[], fraction: number): number | null {
  if (samples.length === 0) return null;
  const sorted = [...samples].sort((a, b) => a - b);
  const index = Math.min(sorted.length - 1, Math.ceil(fraction * sorted.length) - 1);
  return round(sorted[Math.max(0, index)]!, 2);
}
