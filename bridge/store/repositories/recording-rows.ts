import type { Kysely, Selectable } from 'kysely';
import type {
  RecordingDeletion,
  RecordingFilter,
  RecordingFinish,
  RecordingGap,
  RecordingPart,
  RecordingRecord,
} from '../../ports/recordings.js';
import type { RecordingsTable, Schema } from '../schema.js';

export function selectRecordings(db: Kysely<Schema>, filter: RecordingFilter) {
  let select = db.selectFrom('recordings').selectAll().limit(filter.limit);
  select =
    filter.expiredByMs === undefined
      ? select.orderBy('started_at', 'desc').orderBy('id', 'desc')
      : select.where('expires_at', '<=', filter.expiredByMs).orderBy('expires_at').orderBy('id');
  if (filter.accountId !== undefined) select = select.where('account_id', '=', filter.accountId);
  if (filter.roomIds !== undefined) select = select.where('room_id', 'in', filter.roomIds);
  if (filter.conferenceId !== undefined) {
    select = select.where('conference_id', '=', filter.conferenceId);
  }
  if (filter.after !== undefined) {
    const { startedAtMs, id } = filter.after;
    select = select.where((is) =>
      is.or([
        is('started_at', '<', startedAtMs),
        is.and([is('started_at', '=', startedAtMs), is('id', '<', id)]),
      ]),
    );
  }
  if (filter.open !== undefined) {
    select = select.where('ended_at', filter.open ? 'is' : 'is not', null);
  }
  if (filter.deleted === undefined) select = select.where('deleted_at', 'is', null);
  if (filter.deleted === 'unremoved') {
    select = select.where('deleted_at', 'is not', null).where('removed', '=', 0);
  }
  return select;
}

export function recordingRecord(row: Selectable<RecordingsTable>): RecordingRecord {
  return {
    id: row.id,
    accountId: row.account_id,
    roomId: row.room_id,
    roomNumber: row.room_number,
    conferenceId: row.conference_id,
    title: row.title,
    startedAtMs: row.started_at,
    expiresAtMs: row.expires_at,
    content: {
      sampleRate: row.sample_rate,
      samples: row.samples,
      bytes: row.bytes,
      parts: JSON.parse(row.parts) as RecordingPart[],
      gaps: JSON.parse(row.gaps) as RecordingGap[],
    },
    finish: finishOf(row),
    deletion: deletionOf(row),
  };
}

function finishOf(row: Selectable<RecordingsTable>): RecordingFinish | null {
  if (row.ended_at === null) return null;
  return { endedAtMs: row.ended_at, sha256: row.sha256 ?? '', recovered: row.recovered === 1 };
}

function deletionOf(row: Selectable<RecordingsTable>): RecordingDeletion | null {
  return row.deleted_at === null ? null : { atMs: row.deleted_at, by: row.deleted_by ?? '' };
}
