import { networkInterfaces } from 'node:os';
import path from 'node:path';
import { listenAddresses } from '../../config/listen-addresses.js';
import type { Config } from '../../config/schema.js';
import { createHttpApp } from '../../portal/app.js';
import { Sessions } from '../../portal/auth/sessions.js';
import { listenHttp } from '../../portal/listen.js';
import { createMetrics } from '../../portal/metrics.js';
import { loadAssets } from '../../portal/views/assets.js';
import type { AccessChanges } from '../application/directory/access-changes.js';
import { Admins } from '../application/directory/admins.js';
import type { Administration } from '../application/directory/administration.js';
import { LiveControl } from '../application/live/live-control.js';
import { LiveRooms } from '../application/live/live-rooms.js';
import type { ConferenceService } from '../application/conferences/conference-service.js';
import { Health } from '../application/health.js';
import type { OpenCalls } from '../application/calls/open-calls.js';
import type { RetentionClock } from '../application/history/retention-clock.js';
import type { People } from '../application/directory/people.js';
import { Tokens } from '../application/directory/tokens.js';
import { ScheduleService } from '../application/schedule/schedule-service.js';
import type { Logger } from '../kernel/logger.js';
import type { Clock } from '../ports/clock.js';
import type { MediaServer } from '../ports/media-server.js';
import type { Random } from '../ports/random.js';
import type { Recorder } from '../ports/recorder.js';
import type { Signalling, SignallingAddress } from '../ports/signalling.js';
import type { Store } from '../ports/store.js';
import { freeBytes } from '../system/disk.js';
import type { Defence } from './defence.js';
import type { Mail } from './mail.js';
import type { Recordings } from './recordings.js';

export interface HttpOptions {
  /** The project's folder, where the build has put what browsers are sent. */
  readonly root: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly store: Store;
  readonly mediaServer: MediaServer;
  readonly signalling: Signalling;
  readonly calls: OpenCalls;
  readonly conferences: ConferenceService;
  readonly recorder: Recorder;
  readonly recordings: Recordings;
  readonly defence: Defence;
  readonly people: People;
  readonly access: AccessChanges;
  readonly administration: Administration;
  readonly mail: Mail;
  readonly retentionClock: RetentionClock;
}

export interface Http {
  readonly urls: readonly string[];
  /** Calls are taken, at these addresses. */
  listening(addresses: readonly SignallingAddress[]): void;
  draining(): void;
  close(): Promise<void>;
}

/** Pages, health and metrics, from before the first call until after the last. @throws PartylineError `port-in-use` */
export async function wireHttp(config: Config, options: HttpOptions): Promise<Http> {
  const { root, clock, random, logger, store, mediaServer, signalling, calls } = options;
  const { conferences, recorder, recordings, defence, people, access, administration } = options;
  const { mail, retentionClock } = options;
  const { mailer } = mail;
  const sessions = new Sessions({ identity: store.identity, access, clock, random });
  const health = new Health({
    checkStore: () => store.check(),
    historyProblem: () => store.history.problem(),
    mediaStatus: () => mediaServer.status(),
    freeBytes: () => freeBytes(config.dataDir),
    warnings: {
      recordings: () => recordings.disk.warning(),
      mail: mail.warning,
      clock: () => retentionClock.warning(),
    },
    clock,
  });
  let addresses: readonly SignallingAddress[] = [];
  let urls: readonly string[] = [];
  const app = createHttpApp({
    clock,
    random,
    assets: loadAssets(path.join(root, 'dist', 'portal', 'client')),
    health: () => health.report(),
    metrics: createMetrics({
      calls: () => calls.size,
      conferences: () => conferences.counts(),
      signalling: () => signalling.status(),
      media: () => mediaServer.status(),
      recorder: () => recorder.status(),
      history: () => store.history.counters(),
      recordingsDisk: () => recordings.disk.status,
      secretTries: () => defence.secrets.counts,
      alerts: () => defence.alerts.counts,
      pumping: () => defence.pumping.counts,
    }),
    live: {
      rooms: new LiveRooms({ clock, random, conferences }),
      control: new LiveControl(conferences),
    },
    dialIn: async () => ({ addresses, numbers: await store.directory.listAccessNumbers() }),
    logger,
    store,
    identify: (request) => sessions.resume(request),
    sessions,
    access,
    people,
    administration,
    admins: new Admins({
      identity: store.identity,
      store: store.administration,
      audited: store.audited,
      access,
      clock,
      random,
    }),
    tokens: new Tokens({
      tokens: store.tokens,
      identity: store.identity,
      audited: store.audited,
      clock,
      random,
    }),
    conferences,
    recordings,
    mailer,
    schedule: new ScheduleService({ store: store.schedule, mailer, clock, random, logger }),
    publicUrl: () => config.http.publicUrl ?? (urls[0] ?? '').replace(/\/$/, ''),
    trustedProxies: config.http.trustedProxies,
  });
  const hosts = listenAddresses(config.http.host, networkInterfaces());
  const listener = await listenHttp(app, hosts, config.http.port);
  urls = listener.urls;
  await health.start();
  return {
    urls,
    listening: (now) => {
      addresses = now;
      health.listening();
    },
    draining: () => health.draining(),
    close: async () => {
      health.stop();
      await listener.close();
    },
  };
}
