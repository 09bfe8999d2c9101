import type { Logger } from '../../kernel/logger.js';
import type { Clock } from '../../ports/clock.js';
import type { Random } from '../../ports/random.js';
import type { BaseTimes } from '../transaction/timing.js';
import type { TransactionLayer } from '../transaction/layer.js';
import type { TransportLayer } from '../transport/types.js';
import type { Activities } from './activities.js';
import type { Resolver } from '../locate.js';
import type { DialogUser } from './in-dialog.js';
import type { SessionTimerSettings } from './session-timer-terms.js';

/** What all parts of one user agent share. */
export interface UserAgentContext {
  readonly transactions: TransactionLayer;
  readonly transport: TransportLayer;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly times: BaseTimes;
  readonly resolver: Resolver;
  readonly sessionTimer: SessionTimerSettings;
  /** Living dialogs by `dialogKey`. */
  readonly sessions: Map<string, DialogUser>;
  readonly activities: Activities;
  count(counter: string): void;
}
