import { PartylineError } from '../../../../bridge/kernel/errors.js';
import type { RecordingRecord } from '../../../../bridge/ports/recordings.js';

type Position = Pick<RecordingRecord, 'startedAtMs' | 'id'>;

/** What `next` holds: the last recording of a page. Clients hand it back and read nothing from it. */
export function positionText({ startedAtMs, id }: Position): string {
  return `${startedAtMs}.${id}`;
}

/** @throws PartylineError `bad-value` */
export function parsePosition(text: string): Position {
  const match = /^(\d{1,15})\.([0-9a-f-]{36})$/.exec(text);
  if (match === null) throw new PartylineError('bad-value', 'after is not what next held');
  return { startedAtMs: Number(match[1]), id: match[2]! };
}
