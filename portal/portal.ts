import type { AccessChanges } from '../bridge/application/directory/access-changes.js';
import type { Administration } from '../bridge/application/directory/administration.js';
import type { Admins } from '../bridge/application/directory/admins.js';
import type { ConferenceService } from '../bridge/application/conferences/conference-service.js';
import type { HealthReport } from '../bridge/application/health.js';
import type { LiveControl } from '../bridge/application/live/live-control.js';
import type { LiveRooms } from '../bridge/application/live/live-rooms.js';
import type { ScheduleService } from '../bridge/application/schedule/schedule-service.js';
import type { People } from '../bridge/application/directory/people.js';
import type { Tokens } from '../bridge/application/directory/tokens.js';
import type { Logger } from '../bridge/kernel/logger.js';
import type { Clock } from '../bridge/ports/clock.js';
import type { Mailer } from '../bridge/ports/mailer.js';
import type { Random } from '../bridge/ports/random.js';
import type { RecordingSink } from '../bridge/ports/recordings.js';
import type { Store } from '../bridge/ports/store.js';
import type { RecordingCatalogue } from '../recordings/catalogue.js';
import type { Sessions } from './auth/sessions.js';
import type { DialIn } from './dial-in.js';
import type { Identify } from './http/identify.js';
import type { MetricsSource } from './routes/metrics/metrics.js';
import type { Assets } from './views/assets.js';

/** What the pages work with. */
export interface Portal {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly assets: Assets;
  readonly health: () => HealthReport;
  readonly metrics: MetricsSource;
  readonly dialIn: () => Promise<DialIn>;
  readonly identify: Identify;
  readonly store: Store;
  readonly sessions: Sessions;
  readonly access: AccessChanges;
  readonly people: People;
  readonly administration: Administration;
  readonly admins: Admins;
  readonly tokens: Tokens;
  readonly conferences: ConferenceService;
  /** Rooms as they are now, and what is asked of them. */
  readonly live: { readonly rooms: LiveRooms; readonly control: LiveControl };
  readonly recordings: {
    readonly catalogue: RecordingCatalogue;
    readonly sink: Pick<RecordingSink, 'bytes' | 'read'>;
  };
  readonly mailer: Mailer;
  readonly schedule: ScheduleService;
  /** What links in mails begin with, without a slash at the end. */
  readonly publicUrl: () => string;
  /** Proxies whose word about the caller's address and about HTTPS is taken. */
  readonly trustedProxies: readonly string[];
}
