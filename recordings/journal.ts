import type {
  RecordingContent,
  RecordingGap,
  RecordingPart,
  RecordingSpeech,
} from '../bridge/ports/recordings.js';
import { sampleRate } from './mp3/stream-format.js';

/**
 * What happens to a recording, a line of JSON each, written as it happens: what is needed to mend
 * the file of a process that died. Times in ms since the epoch, positions in samples of the file.
 */
export type JournalEntry =
  | {
      readonly kind: 'opened';
      readonly at: number;
      readonly recordingId: string;
      readonly roomNumber: string;
      readonly bitrateKbps: number;
    }
  | { readonly kind: 'part-started'; readonly at: number; readonly sample: number }
  | { readonly kind: 'part-stopped'; readonly at: number; readonly sample: number }
  | ({ readonly kind: 'gap' } & RecordingGap)
  | ({ readonly kind: 'speech' } & RecordingSpeech)
  | { readonly kind: 'closed'; readonly at: number; readonly samples: number };

export type WrittenContent = Omit<RecordingContent, 'bytes' | 'samples'>;

/** Adds entries up to what the catalogue is told of a recording. */
export class ContentLog {
  readonly #parts: RecordingPart[] = [];
  readonly #gaps: RecordingGap[] = [];
  readonly #speech: RecordingSpeech[] = [];

  add(entry: JournalEntry): void {
    switch (entry.kind) {
      case 'opened':
      case 'closed':
        return;
      case 'part-started':
        this.#parts.push({
          startedAt: entry.at,
          stoppedAt: null,
          firstSample: entry.sample,
          samples: 0,
        });
        return;
      case 'part-stopped':
        this.#stopPart(entry.at, entry.sample);
        return;
      case 'gap': {
        const { kind: _, ...gap } = entry;
        this.#gaps.push(gap);
        return;
      }
      case 'speech': {
        const { kind: _, ...speech } = entry;
        this.#speech.push(speech);
        return;
      }
    }
  }

  get parts(): number {
    return this.#parts.length;
  }

  get recording(): boolean {
    return this.#parts.at(-1)?.stoppedAt === null;
  }

  /** The sample that the last part has ended at; 0 before there is one. */
  get end(): number {
    const part = this.#parts.at(-1);
    return part === undefined ? 0 : part.firstSample + part.samples;
  }

  /** Of a file of so many samples: nothing lies behind its end. A copy. */
  content(samples: number): WrittenContent {
    return {
      sampleRate,
      parts: this.#parts.map((part) => ({
        ...part,
        samples: Math.max(
          0,
          Math.min(part.stoppedAt === null ? samples : part.firstSample + part.samples, samples) -
            part.firstSample,
        ),
      })),
      gaps: this.#gaps.map((gap) => ({ ...gap, atSample: Math.min(gap.atSample, samples) })),
    };
  }

  /** A copy. */
  speech(samples: number): readonly RecordingSpeech[] {
    return this.#speech
      .filter(({ fromSample }) => fromSample < samples)
      .map((speech) => ({ ...speech, toSample: Math.min(speech.toSample, samples) }));
  }

  #stopPart(atMs: number, sample: number): void {
    const part = this.#parts.pop();
    if (part === undefined) return;
    this.#parts.push({ ...part, stoppedAt: atMs, samples: sample - part.firstSample });
  }
}

export function journalLine(entry: JournalEntry): string {
  return `${JSON.stringify(entry)}\n`;
}

/** The entries of a journal whose last line may be torn. */
export function readJournal(text: string): readonly JournalEntry[] {
  return text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as JournalEntry];
    } catch {
      return []; // torn, or the empty piece behind the last line
    }
  });
}
