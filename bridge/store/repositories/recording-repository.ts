import { PartylineError } from '../../kernel/errors.js';
import type {
  NewRecording,
  RecordingContent,
  RecordingDeletion,
  RecordingFilter,
  RecordingFinish,
  HeardNotice,
  RecordingRecord,
  RecordingSpeech,
  RecordingStore,
} from '../../ports/recordings.js';
import { inOneTransaction, type Query } from './query.js';
import { recordingRecord, selectRecordings } from './recording-rows.js';
import { speechOf, turnsOf } from './speech-turns.js';

export class RecordingRepository implements RecordingStore {
  readonly #query: Query;

  constructor(query: Query) {
    this.#query = query;
  }

  /** A recording that is there already stays as it is: a write may come twice. */
  async begin(recording: NewRecording): Promise<void> {
    await this.#query((db) =>
      db
        .insertInto('recordings')
        .values({
          id: recording.id,
          account_id: recording.accountId,
          room_id: recording.roomId,
          room_number: recording.roomNumber,
          conference_id: recording.conferenceId,
          title: recording.title,
          started_at: recording.startedAtMs,
          expires_at: recording.expiresAtMs,
        })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute(),
    );
  }

  async setContent(id: string, content: RecordingContent): Promise<void> {
    await this.#query((db) =>
      db
        .updateTable('recordings')
        .set({
          sample_rate: content.sampleRate,
          samples: content.samples,
          bytes: content.bytes,
          parts: JSON.stringify(content.parts),
          gaps: JSON.stringify(content.gaps),
        })
        .where('id', '=', id)
        .execute(),
    );
  }

  async finish(id: string, end: RecordingFinish): Promise<void> {
    await this.#query((db) =>
      db
        .updateTable('recordings')
        .set({ ended_at: end.endedAtMs, sha256: end.sha256, recovered: end.recovered ? 1 : 0 })
        .where('id', '=', id)
        .execute(),
    );
  }

  async rename(id: string, title: string): Promise<void> {
    const { numUpdatedRows } = await this.#query((db) =>
      db
        .updateTable('recordings')
        .set({ title })
        .where('id', '=', id)
        .where('deleted_at', 'is', null)
        .executeTakeFirst(),
    );
    if (numUpdatedRows === 0n) throw new PartylineError('not-found', 'no such recording');
  }

  async markDeleted(id: string, deleted: RecordingDeletion): Promise<boolean> {
    const { numUpdatedRows } = await this.#query((db) =>
      db
        .updateTable('recordings')
        .set({ deleted_at: deleted.atMs, deleted_by: deleted.by })
        .where('id', '=', id)
        .where('deleted_at', 'is', null)
        .executeTakeFirst(),
    );
    return numUpdatedRows > 0n;
  }

  /** What was said by whom goes with the audio; that there was a recording stays. */
  async markRemoved(id: string): Promise<void> {
    await this.#query((db) =>
      inOneTransaction(db, async (inOne) => {
        await inOne.deleteFrom('recording_speech').where('recording_id', '=', id).execute();
        await inOne.updateTable('recordings').set({ removed: 1 }).where('id', '=', id).execute();
      }),
    );
  }

  find(id: string): Promise<RecordingRecord | null> {
    return this.#query(async (db) => {
      const row = await db
        .selectFrom('recordings')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      return row === undefined ? null : recordingRecord(row);
    });
  }

  list(filter: RecordingFilter): Promise<readonly RecordingRecord[]> {
    // PostgreSQL knows no empty `in ()`.
    if (filter.roomIds?.length === 0) return Promise.resolve([]);
    return this.#query(async (db) =>
      (await selectRecordings(db, filter).execute()).map(recordingRecord),
    );
  }

  async setSpeech(id: string, speech: readonly RecordingSpeech[]): Promise<void> {
    const turns = turnsOf(speech);
    await this.#query((db) =>
      db
        .insertInto('recording_speech')
        .values({ recording_id: id, turns })
        .onConflict((conflict) => conflict.column('recording_id').doUpdateSet({ turns }))
        .execute(),
    );
  }

  speechOf(id: string): Promise<readonly RecordingSpeech[]> {
    return this.#query(async (db) => {
      const row = await db
        .selectFrom('recording_speech')
        .select('turns')
        .where('recording_id', '=', id)
        .executeTakeFirst();
      return row === undefined ? [] : speechOf(row.turns);
    });
  }

  async addNotice(notice: HeardNotice): Promise<void> {
    await this.#query((db) =>
      db
        .insertInto('recording_notices')
        .values({
          recording_id: notice.recordingId,
          leg_id: notice.legId,
          heard_at: notice.heardAtMs,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    );
  }

  noticesOf(recordingId: string): Promise<readonly HeardNotice[]> {
    return this.#query(async (db) => {
      const rows = await db
        .selectFrom('recording_notices')
        .selectAll()
        .where('recording_id', '=', recordingId)
        .orderBy('heard_at')
        .orderBy('leg_id')
        .execute();
      return rows.map((row) => ({ recordingId, legId: row.leg_id, heardAtMs: row.heard_at }));
    });
  }
}
