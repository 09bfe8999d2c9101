import { execFile } from 'node:child_process';
import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { clockLeap } from '../../../bridge/application/history/retention-clock.js';
import { describeError } from '../../../bridge/kernel/errors.js';
import type { Store } from '../../../bridge/ports/store.js';
import { prepareDataDirectory } from '../../../bridge/store/data-directory.js';
import { findStore } from '../../../bridge/store/open-store.js';
import type { Config } from '../../../config/schema.js';
import { type Finding, fail, ok, warn } from './check.js';

const oldestNode = [20, 11] as const;

export function checkNode(version = process.versions.node): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [needMajor, needMinor] = oldestNode;
  const enough = major > needMajor || (major === needMajor && minor >= needMinor);
  if (enough) return ok('node', version);
  return fail('node', `${version} is too old`, `install Node.js ${oldestNode.join('.')} or newer`);
}

const fewBytes = 200e6;
const littleBytes = 2e9;

export async function checkDisk(config: Config): Promise<Finding> {
  const folder = path.resolve(config.dataDir);
  try {
    prepareDataDirectory(folder);
    const { bavail, bsize } = await statfs(folder);
    const free = bavail * bsize;
    const detail = `${folder} is writable, ${(free / 1e9).toFixed(1)} GB free`;
    if (free < fewBytes) return fail('disk', detail, 'free some space: writes will soon fail');
    if (free < littleBytes) return warn('disk', detail, 'free some space: recordings need it');
    return ok('disk', detail);
  } catch (error) {
    return fail('disk', describeError(error), 'make it writable, or set PARTYLINE_DATA_DIR');
  }
}

/** No version of this program is older than this. */
const builtAfterMs = Date.UTC(2026, 0, 1);

export async function checkClock(nowMs: number): Promise<Finding> {
  const now = new Date(nowMs).toISOString();
  if (nowMs < builtAfterMs) return fail('clock', `${now} is in the past`, 'set the clock, use NTP');
  const synchronized = await askTimedatectl();
  if (synchronized === 'no') {
    return warn('clock', `${now}, not synchronized`, 'turn NTP on: timedatectl set-ntp true');
  }
  return ok('clock', synchronized === 'yes' ? `${now}, synchronized` : now);
}

async function askTimedatectl(): Promise<string | null> {
  try {
    const question = ['show', '--property=NTPSynchronized', '--value'];
    const { stdout } = await promisify(execFile)('timedatectl', question, { timeout: 2_000 });
    return stdout.trim();
  } catch {
    return null; // Not every system has systemd.
  }
}

/** Looks without changing anything: a database that is not there yet is not made. */
export async function checkDatabase(
  config: Config,
  withStore: (work: (store: Store) => Promise<Finding>) => Promise<Finding>,
): Promise<Finding> {
  const { place, exists } = findStore(config.dataDir);
  if (!exists) return ok('database', 'will be made at the first start');
  try {
    return await withStore(async (store) => {
      const pending = await store.pendingSteps();
      if (pending.length > 0) {
        return warn('database', `lacks ${pending.join(', ')}`, 'partyline migrate, or start');
      }
      await store.check();
      return ok('database', `${place} is up to date and can be written`);
    });
  } catch (error) {
    const mend = error instanceof Error && 'mend' in error ? String(error.mend) : '';
    return fail('database', describeError(error), mend);
  }
}

/** Whether sweeps believe the clock: they delete nothing after a leap. */
export async function checkRetention(
  config: Config,
  nowMs: number,
  withStore: (work: (store: Store) => Promise<Finding>) => Promise<Finding>,
): Promise<Finding> {
  if (!findStore(config.dataDir).exists) return ok('retention', 'nothing is kept yet');
  try {
    return await withStore(async ({ history }) => {
      const leap = await clockLeap(history, nowMs);
      if (leap === null) return ok('retention', 'what has expired is deleted');
      const mend = 'set the clock; if it is right, what has expired is deleted after a week';
      return warn('retention', `nothing is deleted: ${leap}`, mend);
    });
  } catch (error) {
    return warn('retention', describeError(error), 'see the finding about the database');
  }
}
