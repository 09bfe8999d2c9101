import type { Timeline } from '../../../recordings/timeline.js';
import { type Html, html } from '../../views/html.js';

/** A drawing is so many units wide, whatever the screen: the browser stretches it. */
export const drawingWidth = 1_000;
const waveformHeight = 100;
const laneHeight = 10;

/** Of what was recorded, from left to right, with its seams and gaps. `points` are 0…127. */
export function waveform(points: readonly number[], timeline: Timeline, label: string): Html {
  const x = scaleOf(timeline);
  const path = waveformPath(points);
  const seams = timeline.parts.slice(1).map(({ fromMs }) => mark('seam', x(fromMs)));
  const gaps = timeline.gaps.map(({ atMs }) => mark('gap', x(atMs)));
  return html`<svg
    class="waveform"
    viewBox="0 0 ${drawingWidth} ${waveformHeight}"
    preserveAspectRatio="none"
    role="img"
    aria-label="${label}"
  >
    <clipPath id="played"><rect x="0" y="0" width="0" height="${waveformHeight}" /></clipPath>
    <path class="wave" d="${path}" />
    <path class="wave heard" d="${path}" clip-path="url(#played)" />
    ${seams}${gaps}
    <line class="head" x1="0" x2="0" y1="0" y2="${waveformHeight}" />
  </svg>`;
}

/** One person's turns. */
export function lane(
  turns: readonly (readonly [fromMs: number, toMs: number])[],
  timeline: Timeline,
): Html {
  const x = scaleOf(timeline);
  const bars = joined(turns.map(([from, to]) => [x(from), x(to)] as const));
  return html`<svg
    class="lane"
    viewBox="0 0 ${drawingWidth} ${laneHeight}"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    ${bars.map(
      ([from, to]) =>
        html`<rect x="${from}" y="0" width="${rounded(to - from)}" height="${laneHeight}" />`,
    )}
    <line class="head" x1="0" x2="0" y1="0" y2="${laneHeight}" />
  </svg>`;
}

/** Around the middle, as wide as the drawing; silence is a thin line. */
function waveformPath(points: readonly number[]): string {
  const middle = waveformHeight / 2;
  const step = drawingWidth / Math.max(1, points.length);
  const bars = points.map((point, index) => {
    // Speech lies well below full scale: the root shows a quiet speaker beside a loud one.
    const half = rounded(Math.max(0.5, Math.sqrt(point / 127) * (middle - 2)));
    return `M${rounded((index + 0.5) * step)} ${rounded(middle - half)}v${rounded(2 * half)}`;
  });
  return bars.join('');
}

function mark(kind: 'seam' | 'gap', at: number): Html {
  return html`<line class="${kind}" x1="${at}" x2="${at}" y1="0" y2="${waveformHeight}" />`;
}

/** What would touch on the drawing is drawn as one: hours of talk stay some hundred bars. */
function joined(
  bars: readonly (readonly [from: number, to: number])[],
): readonly (readonly [from: number, to: number])[] {
  const drawn: [number, number][] = [];
  for (const [from, to] of bars) {
    const end = Math.max(to, from + 1);
    const last = drawn.at(-1);
    if (last !== undefined && from <= last[1] + 0.5) last[1] = Math.max(last[1], end);
    else drawn.push([from, end]);
  }
  return drawn;
}

function scaleOf({ durationMs }: Timeline): (ms: number) => number {
  return (ms) => rounded((drawingWidth * ms) / Math.max(1, durationMs));
}

const rounded = (value: number): number => Math.round(value * 10) / 10;
