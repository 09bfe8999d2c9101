import t from 'tap';
import { drawingWidth, lane, waveform } from '../../../portal/routes/recordings/drawing.js';
import type { Timeline } from '../../../recordings/timeline.js';

const timeline: Timeline = {
  durationMs: 10_000,
  parts: [
    { fromMs: 0, toMs: 4_000, startedAt: 0 },
    { fromMs: 4_000, toMs: 10_000, startedAt: 9_000 },
  ],
  gaps: [{ atMs: 2_500, durationMs: null, reason: 'crash' }],
  speakers: [],
};

t.test('each point is a bar as high as it is loud, silence a thin line', (t) => {
  const text = waveform([0, 127], timeline, 'a "label"').toString();
  t.match(text, 'd="M250 49.5v1M750 2v96"');
  t.match(text, 'aria-label="a &quot;label&quot;"');
  t.end();
});

t.test('seams and gaps stand where they are', (t) => {
  const text = waveform([1], timeline, '').toString();
  t.match(text, 'class="seam" x1="400" x2="400"');
  t.match(text, 'class="gap" x1="250" x2="250"');
  t.equal(text.match(/class="seam"/g)?.length, 1, 'the beginning is no seam');
  t.end();
});

t.test('turns that touch on the drawing are one bar, so that hours stay small', (t) => {
  const bars = (turns: readonly (readonly [number, number])[], of = timeline) =>
    [
      ...lane(turns, of)
        .toString()
        .matchAll(/<rect x="([\d.]+)" y="0" width="([\d.]+)"/g),
    ].map(([, x, width]) => [Number(x), Number(width)]);
  t.same(
    bars([
      [1_000, 2_000],
      [2_004, 3_000],
      [5_000, 5_001],
    ]),
    [
      [100, 200],
      [500, 1],
    ],
  );
  const hours = { ...timeline, durationMs: 4 * 3_600_000 };
  const many = Array.from({ length: 10_000 }, (_, n) => [n * 1_440, n * 1_440 + 700] as const);
  t.ok(bars(many, hours).length <= drawingWidth);
  t.same(bars([], { ...timeline, durationMs: 0 }), []);
  t.end();
});
