import path from 'node:path';
import { PartylineError } from '../../../bridge/kernel/errors.js';
import { createLogger } from '../../../bridge/system/logger.js';
import { createSystemClock } from '../../../bridge/system/clock.js';
import { recordingSink } from '../../../bridge/wiring/recording-sink.js';
import { RecordingCatalogue } from '../../../recordings/catalogue.js';
import { exportRecording } from '../../../recordings/export.js';
import { verifyRecording } from '../../../recordings/verify.js';
import { exitCodes } from '../exit-codes.js';
import { type Result, table } from '../output.js';
import { type Session, withData } from '../session.js';
import { Progress, megabytes } from './progress.js';
import { type Selection, namedOrSelected, selected } from './select.js';
import { plain, recordingView, row } from './view.js';

export interface ListOptions extends Selection {
  readonly deleted?: true;
}

export function recordingList({ deleted, ...selection }: ListOptions): Promise<Result> {
  return withData(async ({ store }) => {
    const filter = deleted === undefined ? {} : ({ deleted: 'also' } as const);
    const found = [];
    for await (const one of selected(store.recordings, selection, filter)) found.push(one);
    const head = ['id', 'room', 'begun', 'length', 'size', 'expires', 'state', 'title'];
    const text = found.length === 0 ? 'no recordings' : table([head, ...found.map(row)]);
    return { json: found.map(recordingView), text };
  });
}

export function recordingVerify(ids: readonly string[], selection: Selection): Promise<Result> {
  return withData(async ({ store, config }) => {
    const found = await namedOrSelected(store.recordings, ids, selection);
    const sink = recordingSink(config);
    const progress = new Progress('verify', bytesOf(found));
    const checked = [];
    for (const one of found) {
      const { faults, samples, sampleRate, frames, bytes } = await verifyRecording(
        one,
        sink,
        progress.add,
      );
      const measured = { samples, sampleRate, frames, bytes };
      checked.push({ ...recordingView(one), ok: faults.length === 0, faults, measured });
    }
    progress.end();
    const faulty = checked.filter(({ ok }) => !ok);
    const lines = [
      ...faulty.flatMap(({ id, faults }) => faults.map(({ text }) => `${id}: ${text}`)),
      ...checked.flatMap(({ id, gaps }) => (gaps.length === 0 ? [] : [gapLine(id, gaps.length)])),
      `${checked.length} verified, ${faulty.length} faulty`,
    ];
    const json = { verified: checked.length, faulty: faulty.length, recordings: checked };
    return { json, text: lines.join('\n'), exitCode: codeOf(faulty.length) };
  });
}

export function recordingExport(
  ids: readonly string[],
  { to, ...selection }: Selection & { readonly to: string },
): Promise<Result> {
  return withData(async ({ store, config }) => {
    const found = await namedOrSelected(store.recordings, ids, selection);
    const progress = new Progress('export', bytesOf(found));
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    const exported = [];
    for (const one of found) {
      exported.push(
        await exportRecording(one, {
          recordings: store.recordings,
          sink: recordingSink(config),
          folder: path.resolve(to),
          timeZone,
          progress: progress.add,
        }),
      );
    }
    progress.end();
    const faulty = exported.filter(
      ({ outcome }) => outcome === 'missing' || outcome === 'wrong-checksum',
    );
    const lines = exported.map(({ id, file, outcome }) =>
      outcome === 'missing' ? `${id}: its file is not there` : `${file} (${outcome})`,
    );
    const text = [...lines, `${exported.length - faulty.length} exported to ${path.resolve(to)}`];
    const json = { folder: path.resolve(to), recordings: exported };
    return { json, text: text.join('\n'), exitCode: codeOf(faulty.length) };
  });
}

export interface PurgeOptions extends Selection {
  readonly expired?: true;
  readonly yes?: true;
}

/** Without --yes it only says what would go. */
export function recordingPurge(ids: readonly string[], options: PurgeOptions): Promise<Result> {
  return withData(async (session) => {
    const { expired, yes, ...selection } = options;
    if (ids.length === 0 && expired === undefined && selection.before === undefined) {
      throw new PartylineError('bad-value', 'nothing says which recordings to delete', {
        mend: 'name their ids, or give --expired or --before',
      });
    }
    const now = createSystemClock().now();
    const named = await namedOrSelected(session.store.recordings, ids, selection);
    const found = expired === undefined ? named : named.filter((one) => one.expiresAtMs <= now);
    const deleted = yes === undefined ? 0 : await discardAll(session, found);
    const size = megabytes(bytesOf(found));
    const text =
      yes === undefined
        ? [
            ...found.map((one) => `${one.id} ${one.roomNumber} ${plain(one.title ?? '')}`.trim()),
            `${found.length} (${size}) would be deleted; add --yes to delete them`,
          ].join('\n')
        : `${deleted} deleted (${size})`;
    return {
      json: { dryRun: yes === undefined, deleted, recordings: found.map(recordingView) },
      text,
    };
  });
}

async function discardAll(
  { store, config }: Session,
  found: readonly Parameters<RecordingCatalogue['discard']>[0][],
): Promise<number> {
  const { recordings, audited, directory } = store;
  const logger = createLogger(config.log.level);
  const catalogue = new RecordingCatalogue({
    recordings,
    sink: recordingSink(config),
    audited,
    directory,
    clock: createSystemClock(),
    logger,
  });
  let deleted = 0;
  for (const one of found) if (await catalogue.discard(one, { kind: 'command-line' })) deleted++;
  logger.flush();
  return deleted;
}

const bytesOf = (found: readonly { readonly content: { readonly bytes: number } }[]): number =>
  found.reduce((sum, { content }) => sum + content.bytes, 0);

const codeOf = (faulty: number): number => (faulty === 0 ? exitCodes.ok : exitCodes.faulty);

const gapLine = (id: string, gaps: number): string =>
  `${id}: ${gaps} ${gaps === 1 ? 'gap' : 'gaps'} noted while it was recorded`;
