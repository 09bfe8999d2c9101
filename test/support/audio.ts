/** Signals and measures for tests of audio. Levels are in dBov: a full-scale sine is −3.01. */

export function sine(hz: number, levelDbov: number, sampleRate: number, ms: number): Int16Array {
  const amplitude = 32768 * Math.SQRT2 * 10 ** (levelDbov / 20);
  const omega = (2 * Math.PI * hz) / sampleRate;
  return Int16Array.from({ length: Math.round((sampleRate * ms) / 1000) }, (_, n) =>
    saturate(amplitude * Math.sin(omega * n)),
  );
}

export function silence(ms: number, sampleRate: number): Int16Array {
  return new Int16Array((ms * sampleRate) / 1000);
}

export function saturate(sample: number): number {
  return Math.max(-32768, Math.min(32767, Math.round(sample)));
}

export function mix(...signals: readonly Int16Array[]): Int16Array {
  const length = Math.max(...signals.map((signal) => signal.length));
  return Int16Array.from({ length }, (_, n) =>
    saturate(signals.reduce((sum, signal) => sum + (signal[n] ?? 0), 0)),
  );
}

export function concatenate(...signals: readonly Int16Array[]): Int16Array {
  const whole = new Int16Array(signals.reduce((sum, signal) => sum + signal.length, 0));
  let offset = 0;
  for (const signal of signals) {
    whole.set(signal, offset);
    offset += signal.length;
  }
  return whole;
}

/** Whole frames of 20 ms, as views. */
export function* frames(pcm: Int16Array, sampleRate: number): Generator<Int16Array> {
  const size = sampleRate / 50;
  for (let start = 0; start + size <= pcm.length; start += size) {
    yield pcm.subarray(start, start + size);
  }
}

/** How strong one frequency is, in dBov as a sine of that level would measure. */
export function toneLevelDbov(pcm: Int16Array, hz: number, sampleRate: number): number {
  let re = 0;
  let im = 0;
  for (let n = 0; n < pcm.length; n++) {
    const window = 1 - Math.cos((2 * Math.PI * (n + 0.5)) / pcm.length);
    const phase = (2 * Math.PI * hz * n) / sampleRate;
    re += pcm[n]! * window * Math.cos(phase);
    im += pcm[n]! * window * Math.sin(phase);
  }
  const amplitude = (2 * Math.hypot(re, im)) / pcm.length;
  return 20 * Math.log10(Math.max(amplitude, 1e-3) / (32768 * Math.SQRT2));
}

/** Signal to noise in dB of `got` against `wanted`, at the same time and gain. */
export function snrDb(wanted: Int16Array, got: Int16Array): number {
  let signal = 0;
  let noise = 0;
  for (let n = 0; n < Math.min(wanted.length, got.length); n++) {
    signal += wanted[n]! ** 2;
    noise += (wanted[n]! - got[n]!) ** 2;
  }
  return 10 * Math.log10(signal / Math.max(noise, 1e-9));
}

/** Signal to noise in dB at the delay, within `maxDelay` samples, where it is best. */
export function bestSnr(
  wanted: Int16Array,
  got: Int16Array,
  maxDelay: number,
): { snrDb: number; delay: number } {
  let best = { snrDb: -Infinity, delay: 0 };
  for (let delay = 0; delay <= maxDelay; delay++) {
    const length = Math.min(wanted.length, got.length - delay);
    const value = snrDb(wanted.subarray(0, length), got.subarray(delay, delay + length));
    if (value > best.snrDb) best = { snrDb: value, delay };
  }
  return best;
}

/** Samples at either end of the 16-bit range. */
export function clippedSamples(pcm: Int16Array): number {
  return pcm.reduce((count, sample) => count + (sample >= 32767 || sample <= -32768 ? 1 : 0), 0);
}
