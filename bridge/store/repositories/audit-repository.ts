import type { Kysely, Selectable } from 'kysely';
import type {
  AuditActor,
  AuditEntry,
  AuditFilter,
  AuditRecord,
} from '../../ports/administration.js';
import type { Schema } from '../schema.js';

/** In the transaction of the change it tells of. */
export async function writeAudit(db: Kysely<Schema>, entry: AuditEntry): Promise<void> {
  const { actor, subject } = entry;
  await db
    .insertInto('audit')
    .values({
      account_id: entry.accountId,
      at: entry.atMs,
      actor_kind: actor.kind,
      actor_id: actor.kind === 'person' ? actor.id : null,
      actor_name: actor.kind === 'person' ? actor.name : null,
      action: entry.action,
      subject_kind: subject.kind,
      subject_id: subject.id,
      subject_name: subject.name,
      group_id: entry.groupId,
      detail: JSON.stringify(entry.detail),
    })
    .execute();
}

export async function readAudit(
  db: Kysely<Schema>,
  { accountId, groupIds, before, limit }: AuditFilter,
): Promise<readonly AuditRecord[]> {
  const rows = await db
    .selectFrom('audit')
    .selectAll()
    .where('account_id', '=', accountId)
    .$if(groupIds !== undefined, (query) => query.where('group_id', 'in', [...groupIds!]))
    .$if(before !== undefined, (query) => query.where('sequence', '<', before!))
    .orderBy('sequence', 'desc')
    .limit(limit)
    .execute();
  return rows.map(asRecord);
}

function asRecord(row: Selectable<Schema['audit']>): AuditRecord {
  return {
    sequence: row.sequence,
    accountId: row.account_id,
    atMs: row.at,
    actor: asActor(row.actor_kind, row.actor_id, row.actor_name),
    action: row.action,
    subject: { kind: row.subject_kind, id: row.subject_id, name: row.subject_name },
    groupId: row.group_id,
    detail: JSON.parse(row.detail) as Record<string, unknown>,
  };
}

function asActor(kind: AuditActor['kind'], id: string | null, name: string | null): AuditActor {
  return kind === 'person' ? { kind, id: id ?? '', name: name ?? '' } : { kind };
}
