import { PartylineError, describeError, unreachable } from '../bridge/kernel/errors.js';
import type { Logger } from '../bridge/kernel/logger.js';
import type { AuditAction, AuditActor, AuditEntry } from '../bridge/ports/administration.js';
import type { Audited } from '../bridge/ports/audited.js';
import type { Clock } from '../bridge/ports/clock.js';
import type { RecordingRecord, RecordingSink, RecordingStore } from '../bridge/ports/recordings.js';
import type { DirectoryStore } from '../bridge/ports/directory.js';
import { cleanTitle } from './title.js';

/** Whose recordings somebody may see and change. */
export interface RecordingScope {
  readonly accountId: string;
  readonly roomIds: readonly string[] | 'all';
}

export interface CatalogueDependencies {
  readonly recordings: RecordingStore;
  readonly sink: RecordingSink;
  /** For what is renamed and deleted (M6). */
  readonly audited: Audited;
  readonly directory: Pick<DirectoryStore, 'organizerOfRoom'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface RecordingPage {
  readonly roomId?: string;
  /** The last of the page before. */
  readonly after?: Pick<RecordingRecord, 'startedAtMs' | 'id'>;
  readonly limit: number;
}

/** What people do with recordings. What lies outside a scope is `not-found`, as if it were not there. */
export class RecordingCatalogue {
  readonly #deps: CatalogueDependencies;

  constructor(deps: CatalogueDependencies) {
    this.#deps = deps;
  }

  /** Newest first, those that are being recorded included. */
  list(
    scope: RecordingScope,
    { roomId, ...page }: RecordingPage,
  ): Promise<readonly RecordingRecord[]> {
    const { accountId } = scope;
    const roomIds = roomsAskedFor(scope, roomId);
    return this.#deps.recordings.list({ ...page, accountId, ...(roomIds && { roomIds }) });
  }

  /** @throws PartylineError `not-found`, which a deleted one is too */
  async find(scope: RecordingScope, id: string): Promise<RecordingRecord> {
    const recording = await this.#deps.recordings.find(id);
    if (recording === null || recording.deletion !== null || !isWithin(scope, recording)) {
      throw new PartylineError('not-found', 'no such recording');
    }
    return recording;
  }

  /** @throws PartylineError `not-found`, `bad-value` */
  async rename(
    scope: RecordingScope,
    id: string,
    entered: string,
    actor: AuditActor,
  ): Promise<RecordingRecord> {
    const title = cleanTitle(entered);
    const recording = await this.find(scope, id);
    const detail = { from: recording.title, to: title };
    const entry = await this.#entry('recording-renamed', recording, actor, detail);
    await this.#deps.audited(entry, ({ recordings }) => recordings.rename(id, title));
    return { ...recording, title };
  }

  /**
   * Deletes it for good. A file that cannot be removed now is removed by the next sweep.
   * @throws PartylineError `not-found`, which it is the second time; `wrong-state` while recorded
   */
  async delete(scope: RecordingScope, id: string, actor: AuditActor): Promise<void> {
    const recording = await this.find(scope, id);
    if (recording.finish === null) {
      throw new PartylineError('wrong-state', 'it is being recorded', {
        mend: 'stop the recording first',
      });
    }
    if (!(await this.discard(recording, actor))) {
      throw new PartylineError('not-found', 'no such recording');
    }
  }

  /** As `delete`, by no person's leave. False when somebody else has deleted it meanwhile. */
  async discard(recording: RecordingRecord, actor: AuditActor): Promise<boolean> {
    const by = deletedBy(actor);
    const { audited, clock, logger } = this.#deps;
    const { startedAtMs, content } = recording;
    const detail = { startedAtMs, bytes: content.bytes };
    const entry = await this.#entry('recording-deleted', recording, actor, detail);
    try {
      await audited(entry, async ({ recordings }) => {
        const deleted = await recordings.markDeleted(recording.id, { atMs: clock.now(), by });
        if (!deleted) throw deletedMeanwhile;
      });
    } catch (error) {
      if (error === deletedMeanwhile) return false;
      throw error;
    }
    logger.info({ recordingId: recording.id, by }, 'recording deleted');
    await this.removeFiles(recording.id);
    return true;
  }

  /** What a deleted one has left in the sink. False when it is still there: it is tried again. */
  async removeFiles(id: string): Promise<boolean> {
    const { recordings, sink, logger } = this.#deps;
    try {
      await sink.remove(id);
      await recordings.markRemoved(id);
      return true;
    } catch (error) {
      const fields = { recordingId: id, error: describeError(error) };
      logger.warn(fields, 'files of a deleted recording are still there; they are tried again');
      return false;
    }
  }

  async #entry(
    action: AuditAction,
    { id, accountId, roomId, roomNumber, title }: RecordingRecord,
    actor: AuditActor,
    detail: Readonly<Record<string, unknown>>,
  ): Promise<AuditEntry> {
    const { directory, clock } = this.#deps;
    const organizer = await directory.organizerOfRoom(roomId);
    return {
      accountId,
      atMs: clock.now(),
      actor,
      action,
      subject: { kind: 'recording', id, name: title ?? roomNumber },
      groupId: organizer?.groupId ?? null,
      detail: { room: roomNumber, ...detail },
    };
  }
}

/** Undoes what the log would have said of it. */
const deletedMeanwhile = new PartylineError('not-found', 'the recording was deleted meanwhile');

/** As `RecordingDeletion` has it. */
function deletedBy(actor: AuditActor): string {
  switch (actor.kind) {
    case 'person':
      return actor.id;
    case 'command-line':
      return actor.kind;
    case 'system':
      return 'retention';
    default:
      return unreachable(actor);
  }
}

export function isWithin(
  { accountId, roomIds }: RecordingScope,
  recording: RecordingRecord,
): boolean {
  return (
    recording.accountId === accountId && (roomIds === 'all' || roomIds.includes(recording.roomId))
  );
}

/** Undefined: all of the account. */
function roomsAskedFor(
  { roomIds }: RecordingScope,
  roomId: string | undefined,
): readonly string[] | undefined {
  if (roomId === undefined) return roomIds === 'all' ? undefined : roomIds;
  return roomIds === 'all' || roomIds.includes(roomId) ? [roomId] : [];
}
