import { PartylineError } from '../../../bridge/kernel/errors.js';
import type {
  RecordingFilter,
  RecordingRecord,
  RecordingStore,
} from '../../../bridge/ports/recordings.js';

/** Which recordings a command is about, as its options say. */
export interface Selection {
  readonly room?: string;
  readonly since?: string;
  readonly before?: string;
}

const pageSize = 500;

/**
 * Newest first, however many; read page by page.
 * @throws PartylineError `bad-value`
 */
export async function* selected(
  recordings: RecordingStore,
  { room, since, before }: Selection,
  filter: Omit<RecordingFilter, 'limit' | 'after'> = {},
): AsyncGenerator<RecordingRecord> {
  const [from, to] = [timeOf(since, 'since') ?? -Infinity, timeOf(before, 'before') ?? Infinity];
  let after: RecordingRecord | undefined;
  for (;;) {
    const position = after === undefined ? {} : { after };
    const page = await recordings.list({ ...filter, ...position, limit: pageSize });
    for (const recording of page) {
      const { roomNumber, startedAtMs } = recording;
      if (startedAtMs < from) return;
      if (startedAtMs < to && (room === undefined || room === roomNumber)) yield recording;
    }
    after = page.at(-1);
    if (after === undefined || page.length < pageSize) return;
  }
}

/**
 * The recordings named, or all that are selected.
 * @throws PartylineError `not-found`, `bad-value`
 */
export async function namedOrSelected(
  recordings: RecordingStore,
  ids: readonly string[],
  selection: Selection,
): Promise<readonly RecordingRecord[]> {
  const found: RecordingRecord[] = [];
  if (ids.length === 0) {
    for await (const one of selected(recordings, selection, { open: false })) found.push(one);
    return found;
  }
  for (const id of ids) {
    const one = await recordings.find(id);
    if (one === null || one.deletion !== null) {
      throw new PartylineError('not-found', `no recording has the id ${JSON.stringify(id)}`, {
        mend: 'partyline recording list shows them',
      });
    }
    if (one.finish === null) {
      throw new PartylineError('wrong-state', `${id} is being recorded`, {
        mend: 'stop the recording, or end the conference, first',
      });
    }
    found.push(one);
  }
  return found;
}

/** `2026-11-23`, from midnight UTC, or a time with its zone. */
function timeOf(text: string | undefined, option: string): number | null {
  if (text === undefined) return null;
  const isDate = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text);
  const at = isDate ? Date.parse(text) : NaN;
  if (!Number.isNaN(at)) return at;
  throw new PartylineError('bad-value', `--${option} ${JSON.stringify(text)} is no date`, {
    mend: 'write one like 2026-11-23 or 2026-11-23T15:35Z',
  });
}
