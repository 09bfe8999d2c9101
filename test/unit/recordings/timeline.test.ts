import t from 'tap';
import type { RecordingContent, RecordingSpeech } from '../../../bridge/ports/recordings.js';
import { timelineOf } from '../../../recordings/timeline.js';

const content: RecordingContent = {
  sampleRate: 16_000,
  samples: 160_000,
  bytes: 1,
  parts: [
    { startedAt: 1_000, stoppedAt: 6_000, firstSample: 0, samples: 80_000 },
    { startedAt: 60_000, stoppedAt: null, firstSample: 80_000, samples: 80_000 },
  ],
  gaps: [{ at: 3_000, atSample: 32_000, durationMs: null, reason: 'media-lost' }],
};

const turn = (memberId: string, from: number, to: number, label = memberId): RecordingSpeech => ({
  memberId,
  label,
  fromSample: from * 16_000,
  toSample: to * 16_000,
});

t.test('parts and gaps are placed in the file, in ms', (t) => {
  t.same(timelineOf({ content }, []), {
    durationMs: 10_000,
    parts: [
      { fromMs: 0, toMs: 5_000, startedAt: 1_000 },
      { fromMs: 5_000, toMs: 10_000, startedAt: 60_000 },
    ],
    gaps: [{ atMs: 2_000, durationMs: null, reason: 'media-lost' }],
    speakers: [],
  });
  t.end();
});

t.test('speakers come in the order of their first words, a pause for breath ends no turn', (t) => {
  const speech = [
    turn('bob', 3, 4),
    turn('ada', 1, 2, 'Caller 1'),
    turn('ada', 2.4, 3, 'Ada'),
    turn('ada', 5, 6, 'Ada'),
    turn('bob', 3.5, 3.8),
  ];
  t.same(timelineOf({ content }, speech).speakers, [
    {
      memberId: 'ada',
      label: 'Ada',
      turns: [
        [1_000, 3_000],
        [5_000, 6_000],
      ],
    },
    { memberId: 'bob', label: 'bob', turns: [[3_000, 4_000]] },
  ]);
  t.end();
});

t.test('what lies outside the file is cut off, what is nothing is left out', (t) => {
  const speech = [turn('ada', -5, 1), turn('bob', 9, 99), turn('eve', 20, 30), turn('dan', 4, 3)];
  t.same(
    timelineOf({ content }, speech).speakers.map(({ memberId, turns }) => [memberId, turns]),
    [
      ['ada', [[0, 1_000]]],
      ['bob', [[9_000, 10_000]]],
    ],
  );
  const begun = { ...content, sampleRate: 0, samples: 0, parts: [], gaps: [] };
  t.same(timelineOf({ content: begun }, speech), {
    durationMs: 0,
    parts: [],
    gaps: [],
    speakers: [],
  });
  t.end();
});
