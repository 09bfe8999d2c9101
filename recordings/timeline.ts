import type {
  RecordingGap,
  RecordingPart,
  RecordingRecord,
  RecordingSpeech,
} from '../bridge/ports/recordings.js';

/** Who spoke when, for a drawing. Times are ms from the beginning of the file. */
export interface Timeline {
  readonly durationMs: number;
  /** Where a stop and a start meet, and when that stretch was recorded. */
  readonly parts: readonly {
    readonly fromMs: number;
    readonly toMs: number;
    readonly startedAt: number;
  }[];
  readonly gaps: readonly {
    readonly atMs: number;
    readonly durationMs: number | null;
    readonly reason: RecordingGap['reason'];
  }[];
  /** In the order of their first words. */
  readonly speakers: readonly Speaker[];
}

export interface Speaker {
  readonly memberId: string;
  readonly label: string;
  readonly turns: readonly (readonly [fromMs: number, toMs: number])[];
}

/** A pause for breath does not end a turn. */
const breathMs = 500;

export function timelineOf(
  { content }: Pick<RecordingRecord, 'content'>,
  speech: readonly RecordingSpeech[],
): Timeline {
  const { sampleRate, samples, parts, gaps } = content;
  const ms = (sample: number): number =>
    sampleRate === 0 ? 0 : Math.round((Math.min(Math.max(0, sample), samples) * 1000) / sampleRate);
  return {
    durationMs: ms(samples),
    parts: parts.map(({ firstSample, samples: length, startedAt }: RecordingPart) => ({
      fromMs: ms(firstSample),
      toMs: ms(firstSample + length),
      startedAt,
    })),
    gaps: gaps.map(({ atSample, durationMs, reason }) => ({
      atMs: ms(atSample),
      durationMs,
      reason,
    })),
    speakers: speakersOf(speech, ms),
  };
}

function speakersOf(
  speech: readonly RecordingSpeech[],
  ms: (sample: number) => number,
): readonly Speaker[] {
  const speakers = new Map<string, { label: string; turns: [number, number][] }>();
  for (const { memberId, label, fromSample, toSample } of inOrder(speech)) {
    const [from, to] = [ms(fromSample), ms(toSample)];
    if (to <= from) continue;
    const speaker = speakers.get(memberId) ?? { label, turns: [] };
    speakers.set(memberId, speaker);
    // The name that was known last.
    speaker.label = label;
    const last = speaker.turns.at(-1);
    if (last !== undefined && from - last[1] <= breathMs) last[1] = Math.max(last[1], to);
    else speaker.turns.push([from, to]);
  }
  return [...speakers].map(([memberId, { label, turns }]) => ({ memberId, label, turns }));
}

function inOrder(speech: readonly RecordingSpeech[]): readonly RecordingSpeech[] {
  return [...speech].sort((one, other) => one.fromSample - other.fromSample);
}
