import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { alertEventKind } from '../../bridge/application/defence/alerts.js';
import { PartylineError, describeError } from '../../bridge/kernel/errors.js';
import type { CallLegRecord } from '../../bridge/ports/history.js';
import { bridgeIsRunning } from '../../bridge/store/open-store.js';
import { createSystemClock } from '../../bridge/system/clock.js';
import { type Result, table } from './output.js';
import { type Session, withData, withStore } from './session.js';

const mostConferences = 10_000;

/** The conferences of the running bridge; what a dead one left open is not among them. */
export function conferenceList(): Promise<Result> {
  return withData(async ({ config, store }) => {
    if (!bridgeIsRunning(config.dataDir)) {
      return { json: [], text: 'no conferences: no bridge is running on this data directory' };
    }
    const open = await store.history.conferences({ open: true, limit: mostConferences });
    const conferences = await Promise.all(
      open.map(async (conference) => ({
        id: conference.id,
        room: (await store.directory.findRoomById(conference.roomId))?.number ?? null,
        startedAt: new Date(conference.startedAtMs).toISOString(),
        members: (await store.history.legsOf(conference.id))
          .filter((leg) => leg.end === null)
          .map(memberView),
      })),
    );
    const rows = conferences.map((one) => [
      one.room ?? '?',
      String(one.members.length),
      one.startedAt,
    ]);
    const text =
      rows.length === 0 ? 'no conferences' : table([['room', 'members', 'since'], ...rows]);
    return { json: conferences, text };
  });
}

function memberView(leg: CallLegRecord) {
  return {
    id: leg.id,
    role: leg.role,
    name: leg.callerName,
    number: leg.callerNumber,
    joinedAt: leg.joinedAtMs === null ? null : new Date(leg.joinedAtMs).toISOString(),
    codec: leg.codec,
  };
}

const mostAlerts = 200;
const dayMs = 86_400_000;

/** What the bridge was alerted to in the last days, the newest first. */
export function alertList(days: number): Promise<Result> {
  return withData(async ({ store }) => {
    const sinceMs = createSystemClock().now() - days * dayMs;
    const filter = { kind: alertEventKind, sinceMs, limit: mostAlerts };
    const alerts = (await store.history.eventsOf(filter)).map(({ atMs: at, detail }) => ({
      at: new Date(at).toISOString(),
      ...detail,
    }));
    const rows = alerts.map(({ at, ...detail }) => [at, alertText(detail)]);
    return { json: alerts, text: rows.length === 0 ? 'no alerts' : table(rows) };
  });
}

function alertText(detail: Readonly<Record<string, unknown>>): string {
  const told = Object.entries(detail).filter(([name]) => !['id', 'roomId', 'alert'].includes(name));
  return [detail['alert'], ...told.map(([name, value]) => `${name}=${String(value)}`)].join(' ');
}

export function migrateData(): Promise<Result> {
  return withStore(async (store) => {
    const { applied } = await store.migrate();
    const text =
      applied.length === 0 ? 'the database is up to date' : `applied ${applied.join(', ')}`;
    return { json: { applied }, text };
  });
}

export function backup(file: string | undefined): Promise<Result> {
  return withData(async (session) => {
    const target = path.resolve(file ?? defaultBackup(session));
    await session.store.backup(target);
    const { size } = statSync(target);
    return { json: { path: target, bytes: size }, text: `${target} (${size} bytes)` };
  });
}

function defaultBackup({ config }: Session): string {
  const folder = path.join(config.dataDir, 'backups');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new PartylineError(
      'data-dir-unwritable',
      `cannot make ${folder}: ${describeError(error)}`,
    );
  }
  const stamp = new Date().toISOString().replace(/[:.]/g, '-');
  return path.join(folder, `partyline-${stamp}.db`);
}
