import type { HashName } from '../digest/calculation.js';
import type { Logger } from '../../kernel/logger.js';
import type { Clock } from '../../ports/clock.js';
import type { Random } from '../../ports/random.js';
import type { ListenOptions, TransportOptions } from '../transport/options.js';
import type { BaseTimes } from '../transaction/timing.js';
import type { TransportLayer } from '../transport/types.js';
import type { TrunkSettings, UnknownSourcePolicy } from '../trunk/trunk.js';
import type { Resolver } from '../locate.js';
import type { SessionTimerSettings } from './session-timer-terms.js';

export interface EmbeddedSignallingOptions {
  readonly listen: readonly ListenOptions[];
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly trunks?: readonly TrunkSettings[];
  /** `accept-local` by default. */
  readonly unknownSource?: UnknownSourcePolicy;
  /** Who may call after a digest challenge. */
  readonly users?: {
    readonly realm: string;
    /** Offered in this order; all by default. */
    readonly algorithms?: readonly HashName[];
    readonly credentials: readonly { readonly username: string; readonly password: string }[];
  };
  readonly transport?: Pick<TransportOptions, 'limits' | 'tlsClient'>;
  /** T1, T2, T4 of RFC 3261; 500, 4000 and 5000 ms by default. */
  readonly times?: BaseTimes;
  readonly sessionTimer?: SessionTimerSettings;
  /** Inbound legs at once; 2000 by default. */
  readonly maxLegs?: number;
  /** An outgoing call that nobody answers is cancelled after this [ms]; 180 000 by default. */
  readonly ringTimeoutMs?: number;
  readonly resolver?: Resolver;
  /** Instead of sockets, for tests. */
  readonly transportLayer?: TransportLayer;
}
