/**
 * The half-band filter that both resamplers share, in polyphase form: one phase is a pure delay,
 * the other these taps. 47 taps in all; flat to 3.4 kHz, 60 dB down from 4.6 kHz on, 1.5 ms of delay.
 */
const branchTaps = 24;

/** What the pure phase is delayed by, and how much of the past the other needs. */
export const halfBandDelay = branchTaps / 2 - 1;
export const halfBandHistory = branchTaps - 1;

const kaiserBeta = 5.65;

/** The first half of the taps, which are symmetric, with unity gain at 0 Hz. */
export const halfBandTaps = designTaps();

function designTaps(): Float64Array {
  const half = branchTaps / 2;
  const taps = Float64Array.from({ length: half }, (_, k) => {
    const distance = k - (branchTaps - 1) / 2;
    const sinc = Math.sin(Math.PI * distance) / (Math.PI * distance);
    const reach = distance / (branchTaps / 2);
    return (sinc * besselI0(kaiserBeta * Math.sqrt(1 - reach * reach))) / besselI0(kaiserBeta);
  });
  const sum = 2 * taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap / sum);
}

/** Modified Bessel function of the first kind, order zero. */
function besselI0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; k < 32; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
