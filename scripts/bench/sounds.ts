/** Payloads of one second each, PCMU, made once (ITU-T G.711). */

const BIAS = 0x84;

function encodeUlaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(32635, Math.abs(sample)) + BIAS;
  const exponent = 31 - Math.clz32(magnitude) - 7;
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

function second(sampleAt: (seconds: number) => number): Buffer {
  return Buffer.from(
    Array.from({ length: 8000 }, (_, n) => encodeUlaw(Math.round(sampleAt(n / 8000)))),
  );
}

/** Speech-like: a tone whose level rises and falls four times a second. */
export function talk(frequencyHz: number): Buffer {
  return second(
    (s) => 6000 * (0.6 + 0.4 * Math.sin(8 * Math.PI * s)) * Math.sin(2 * Math.PI * frequencyHz * s),
  );
}

/** The noise of an open line, about −66 dBov. */
export function lineNoise(): Buffer {
  let state = 12345;
  return second(() => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return ((state >>> 16) / 65536 - 0.5) * 50;
  });
}

/** Frames from one burst to the next. */
export const BURST_EVERY_FRAMES = 10;
const BURST_HZ = 1000;

/** Silence but for a loud 20 ms tone five times a second: what the delay is measured with. */
export function bursts(): Buffer {
  return second((s) => (s % 0.2 < 0.02 ? 12000 * Math.sin(2 * Math.PI * BURST_HZ * s) : 0));
}

function decodeUlaw(code: number): number {
  const inverted = ~code & 0xff;
  const magnitude = ((((inverted & 0x0f) << 3) + BIAS) << ((inverted >> 4) & 0x07)) - BIAS;
  return (inverted & 0x80) === 0 ? magnitude : -magnitude;
}

/** True when a PCMU payload holds a burst, loud and nearly alone: a prompt's words are none. */
export function isBurst(payload: Uint8Array): boolean {
  let power = 0;
  let inPhase = 0;
  let quadrature = 0;
  payload.forEach((code, n) => {
    const sample = decodeUlaw(code);
    const angle = (2 * Math.PI * BURST_HZ * n) / 8000;
    power += sample * sample;
    inPhase += sample * Math.cos(angle);
    quadrature += sample * Math.sin(angle);
  });
  const tonePower = (2 * (inPhase ** 2 + quadrature ** 2)) / payload.length;
  return power > payload.length * 1000 ** 2 && tonePower > 0.8 * power;
}
