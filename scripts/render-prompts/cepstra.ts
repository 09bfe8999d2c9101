/**
 * What speech recognizers compare words by: 12 mel cepstra for every 10 ms at 8 kHz, and the
 * cheapest alignment of two words (dynamic time warping).
 */
const rate = 8000;
const frameLength = 200;
const hop = 80;
const size = 256;
const bands = 18;
const coefficients = 12;

const toMel = (hz: number): number => 1127 * Math.log(1 + hz / 700);
const toHz = (mel: number): number => 700 * (Math.exp(mel / 1127) - 1);

/** Edges of triangular mel bands over the telephone's range, in bins. */
const edges = Array.from({ length: bands + 2 }, (_, i) => {
  const mel = toMel(300) + ((toMel(3400) - toMel(300)) * i) / (bands + 1);
  return (toHz(mel) * size) / rate;
});

/** Power spectrum of one frame, by plain DFT of the bins that are used. */
function spectrum(frame: Float64Array): Float64Array {
  const powers = new Float64Array(size / 2);
  for (let bin = 8; bin < 112; bin++) {
    let re = 0;
    let im = 0;
    for (let i = 0; i < frame.length; i++) {
      const phase = cosines[(bin * i) % size]!;
      re += frame[i]! * phase;
      im += frame[i]! * cosines[(bin * i + size / 4) % size]!;
    }
    powers[bin] = re * re + im * im;
  }
  return powers;
}
const cosines = Float64Array.from({ length: size }, (_, i) => Math.cos((2 * Math.PI * i) / size));

/** Frames × coefficients, each coefficient's mean over the word taken off. */
export function cepstra(samples: Float64Array): Float64Array[] {
  const frames: Float64Array[] = [];
  for (let start = 0; start + frameLength <= samples.length; start += hop) {
    const frame = Float64Array.from({ length: frameLength }, (_, i) => {
      const hamming = 0.54 - 0.46 * Math.cos((2 * Math.PI * i) / (frameLength - 1));
      return (samples[start + i]! - 0.95 * (samples[start + i - 1] ?? 0)) * hamming;
    });
    const powers = spectrum(frame);
    const energies = Array.from({ length: bands }, (_, b) => {
      let energy = 1e-7;
      for (let bin = Math.ceil(edges[b]!); bin < edges[b + 2]!; bin++) {
        const rising = (bin - edges[b]!) / (edges[b + 1]! - edges[b]!);
        const falling = (edges[b + 2]! - bin) / (edges[b + 2]! - edges[b + 1]!);
        energy += Math.min(rising, falling) * powers[bin]!;
      }
      return Math.log(energy);
    });
    frames.push(
      Float64Array.from({ length: coefficients }, (_, c) =>
        energies.reduce(
          (sum, energy, b) => sum + energy * Math.cos((Math.PI * (c + 1) * (b + 0.5)) / bands),
          0,
        ),
      ),
    );
  }
  for (let c = 0; c < coefficients; c++) {
    const mean = frames.reduce((sum, frame) => sum + frame[c]!, 0) / frames.length;
    for (const frame of frames) frame[c]! -= mean;
  }
  return frames;
}

/** Mean distance per step along the best alignment. */
export function distance(a: readonly Float64Array[], b: readonly Float64Array[]): number {
  let row = new Float64Array(b.length + 1).fill(Infinity);
  row[0] = 0;
  for (const frameA of a) {
    const next = new Float64Array(b.length + 1).fill(Infinity);
    b.forEach((frameB, j) => {
      let sum = 0;
      for (let c = 0; c < coefficients; c++) sum += (frameA[c]! - frameB[c]!) ** 2;
      const cost = Math.sqrt(sum);
      next[j + 1] = Math.min(row[j]! + 2 * cost, row[j + 1]! + cost, next[j]! + cost);
    });
    row = next;
  }
  return row[b.length]! / (a.length + b.length);
}
