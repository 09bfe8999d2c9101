import { alertEventKind } from '../../../bridge/application/defence/alerts.js';
import { describeError } from '../../../bridge/kernel/errors.js';
import type { Store } from '../../../bridge/ports/store.js';
import { findStore } from '../../../bridge/store/open-store.js';
import type { Config } from '../../../config/schema.js';
import { type Finding, ok, warn } from './check.js';

const dayMs = 86_400_000;
const mostAlerts = 1_000;

/** Whether somebody guesses PINs or pumps calls. */
export async function checkAlerts(
  config: Config,
  nowMs: number,
  withStore: (work: (store: Store) => Promise<Finding>) => Promise<Finding>,
): Promise<Finding> {
  if (!findStore(config.dataDir).exists) return ok('alerts', 'none');
  try {
    return await withStore(async ({ history }) => {
      const filter = { kind: alertEventKind, sinceMs: nowMs - dayMs, limit: mostAlerts };
      const alerts = await history.eventsOf(filter);
      if (alerts.length === 0) return ok('alerts', 'none in the last 24 hours');
      const kinds = new Set(alerts.map(({ detail }) => String(detail['alert'])));
      const detail = `${alerts.length} in the last 24 hours: ${[...kinds].sort().join(', ')}`;
      return warn('alerts', detail, 'partyline alert list says whose rooms and which callers');
    });
  } catch (error) {
    return warn('alerts', describeError(error), 'see the finding about the database');
  }
}
