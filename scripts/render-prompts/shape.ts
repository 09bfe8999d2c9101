import { speechLevelDbfs } from './speech-level.js';

/** How a piece of speech is to begin, end and stand in level. */
export interface Shape {
  /** What stays before the first and after the last audible sound. */
  readonly leadMs: number;
  readonly tailMs: number;
}

const targetDbfs = -20;
const peakCeiling = 10 ** (-3.5 / 20);
/** Below this, against the loudest 10 ms, speech has not begun or is over. */
const edgeDb = -38;
const fadeMs = 5;

/** Rumble out, silence off, level set: the prompt as it is committed. */
export function shaped(samples: Float64Array, sampleRate: number, shape: Shape): Float64Array {
  const trimmed = trim(highPass(samples, sampleRate, 100), sampleRate, shape);
  fadeEdges(trimmed, Math.round((sampleRate * fadeMs) / 1000));
  // Limiting takes a little of the level away, so it is set again.
  for (let round = 0; round < 6; round++) {
    const gainDb = targetDbfs - speechLevelDbfs(trimmed, sampleRate);
    scale(trimmed, 10 ** (gainDb / 20));
    limit(trimmed, sampleRate);
  }
  return trimmed;
}

/** Second order Butterworth. */
function highPass(samples: Float64Array, sampleRate: number, cutoffHz: number): Float64Array {
  const k = Math.tan((Math.PI * cutoffHz) / sampleRate);
  const norm = 1 / (1 + Math.SQRT2 * k + k * k);
  const a1 = 2 * (k * k - 1) * norm;
  const a2 = (1 - Math.SQRT2 * k + k * k) * norm;
  const out = new Float64Array(samples.length);
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  for (let i = 0; i < samples.length; i++) {
    const x = samples[i]!;
    const y = norm * (x - 2 * x1 + x2) - a1 * y1 - a2 * y2;
    [x2, x1, y2, y1] = [x1, x, y1, y];
    out[i] = y;
  }
  return out;
}

function trim(samples: Float64Array, sampleRate: number, shape: Shape): Float64Array {
  const frame = sampleRate / 100;
  const powers: number[] = [];
  for (let start = 0; start + frame <= samples.length; start += frame / 2) {
    let power = 0;
    for (let i = start; i < start + frame; i++) power += samples[i]! * samples[i]!;
    powers.push(power);
  }
  const threshold = Math.max(...powers) * 10 ** (edgeDb / 10);
  const heard = (power: number): boolean => power > threshold;
  const first = powers.findIndex(heard) * (frame / 2);
  const last = powers.findLastIndex(heard) * (frame / 2) + frame;
  const lead = Math.round((sampleRate * shape.leadMs) / 1000);
  const tail = Math.round((sampleRate * shape.tailMs) / 1000);
  // Where the synthesizer gave less silence than is wanted, silence is added.
  const out = new Float64Array(lead + last - first + tail);
  for (let i = 0; i < out.length; i++) out[i] = samples[first - lead + i] ?? 0;
  return out;
}

function fadeEdges(samples: Float64Array, length: number): void {
  const end = samples.length - 1;
  for (let i = 0; i < Math.min(length, samples.length >> 1); i++) {
    const gain = 0.5 - 0.5 * Math.cos((Math.PI * i) / length);
    samples[i]! *= gain;
    samples[end - i]! *= gain;
  }
}

function scale(samples: Float64Array, gain: number): void {
  for (let i = 0; i < samples.length; i++) samples[i]! *= gain;
}

/** Takes peaks down smoothly, beginning before them: the gain is a running mean of running minima. */
function limit(samples: Float64Array, sampleRate: number): void {
  const reach = Math.round(sampleRate * 0.004);
  const needed = samples.map((sample) => Math.min(1, peakCeiling / Math.abs(sample)));
  const lowest = needed.map((_, i) => {
    let low = 1;
    for (let j = Math.max(0, i - reach); j <= i + reach; j++) low = Math.min(low, needed[j] ?? 1);
    return low;
  });
  for (let i = 0; i < samples.length; i++) {
    let sum = 0;
    for (let j = i - reach; j <= i + reach; j++) sum += lowest[j] ?? 1;
    samples[i]! *= sum / (2 * reach + 1);
  }
}
