import { ofEachLanguage } from './conference/languages.js';
import path from 'node:path';
import type { Config } from '../config/schema.js';
import { defaultDialogueSettings } from '../ivr/entry-dialogue/types.js';
import { AccessChanges } from './application/directory/access-changes.js';
import { Administration } from './application/directory/administration.js';
import { Announcer } from './application/prompts/announcer.js';
import { CallRouter } from './application/calls/call-router.js';
import { ConferenceService } from './application/conferences/conference-service.js';
import { DialOut } from './application/dial-out/dial-out.js';
import { Directory } from './application/directory/directory.js';
import { HistoryRetention } from './application/history/history-retention.js';
import { OpenCalls } from './application/calls/open-calls.js';
import { People } from './application/directory/people.js';
import { SecretHasher } from './application/directory/secret-hasher.js';
import { RetentionClock } from './application/history/retention-clock.js';
import { RecordedNames } from './application/conferences/recorded-names.js';
import { loadGreetings, loadPromptPack, type PromptPack } from './files/prompt-pack.js';
import { SpokenNameFolder } from './files/spoken-name-folder.js';
import { describeError } from './kernel/errors.js';
import type { Logger } from './kernel/logger.js';
import { readWav } from './media/wav.js';
import type { Clock } from './ports/clock.js';
import type { Language } from './ports/language.js';
import { openStore } from './store/open-store.js';
import { createSystemClock } from './system/clock.js';
import { createSystemRandom } from './system/random.js';
import { Closers } from './wiring/closers.js';
import { wireDefence } from './wiring/defence.js';
import { dialOutSettings } from './wiring/dial-out.js';
import { wireHttp } from './wiring/http.js';
import { wireMailer } from './wiring/mail.js';
import { namesFolder, wireMediaServer } from './wiring/media.js';
import { wireRecorder, wireRecordings } from './wiring/recordings.js';
import { wireSignalling } from './wiring/signalling.js';
import { welcome } from './wiring/welcome.js';

export interface BridgeOptions {
  readonly config: Config;
  /** The project's folder, where our own prompts are. */
  readonly root: string;
  /** Tells the one who started the bridge how to use it. */
  readonly stdout: (line: string) => void;
  readonly logger: Logger;
}

export interface RunningBridge {
  /** Refuses new calls, ends conferences with a notice, writes everything, and closes. */
  drain(): Promise<void>;
}

/** Wires the bridge and starts it. What was opened before a failure is closed again. */
export async function runBridge(options: BridgeOptions): Promise<RunningBridge> {
  const closers = new Closers(options.logger);
  try {
    return await start(options, closers);
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
}

async function start(
  { config, root, stdout, logger }: BridgeOptions,
  closers: Closers,
): Promise<RunningBridge> {
  const clock = createSystemClock((error, label) =>
    logger.error({ label, error: describeError(error) }, 'what comes back failed this time'),
  );
  const random = createSystemRandom();

  const store = openStore({ dataDir: config.dataDir, clock, logger, bridge: true });
  closers.add('the database', () => store.close());
  await store.migrate();
  const leftOpen = await store.history.closeLeftOpen(clock.now());
  if (leftOpen.legs > 0) logger.warn({ ...leftOpen }, 'the last run did not end in order');

  const defence = await wireDefence(config, { clock, random, logger, store });
  const hasher = new SecretHasher();
  const directory = new Directory({
    store: store.directory,
    guard: defence.secrets,
    hasher,
  });
  const { identity, audited } = store;
  const access = new AccessChanges();
  const administration = new Administration({
    store: store.administration,
    directory: store.directory,
    audited,
    hasher,
    access,
    clock,
    random,
  });
  const people = new People({
    identity,
    directory: store.directory,
    audited,
    access,
    clock,
    random,
    hasher,
  });
  const announcer = loadAnnouncer(config, root, logger);

  const signalling = wireSignalling(config, { clock, random, logger });
  const { drains } = store;
  const mediaServer = wireMediaServer(config, { clock, random, logger, drains }, signalling);
  closers.add('the media server', () => mediaServer.close());
  await mediaServer.start();

  const recorder = wireRecorder(config, { clock, random, logger, store: store.recordings });
  // Before the media server, whose mixes it takes.
  closers.add('the recorder', () => recorder.close());
  await recorder.recover();
  const retentionClock = new RetentionClock({ history: store.history, clock, logger });
  const historyRetention = new HistoryRetention({
    history: store.history,
    time: retentionClock,
    keepDays: config.history.keepDays,
    clock,
    logger,
  });
  closers.add('the sweep of the history', () => historyRetention.stop());
  historyRetention.start();
  const recordings = wireRecordings(config, { clock, retentionClock, logger, store });
  closers.add('the catalogue of recordings', () => recordings.close());

  const files = new SpokenNameFolder(namesFolder(config));
  const names = new RecordedNames({ files, clock, random, logger });
  closers.add('the names that callers said', () => names.stop());
  await names.start();
  const { history } = store;
  const deps = { clock, logger, random, mediaServer, announcer, names, recorder, history };
  const calls = new OpenCalls();
  const dialOut = new DialOut({ ...deps, signalling, directory }, dialOutSettings(config), calls);
  const conferences = new ConferenceService({ ...deps, dialOut });
  conferences.events.on('event', (_room, event) => defence.pumping.conferenceEvent(event));
  const router = new CallRouter(
    { ...deps, directory, conferences, pumping: defence.pumping },
    {
      dialogue: {
        ...defaultDialogueSettings,
        tries: config.entry.attempts,
        pauseMs: config.entry.pauseSeconds * 1000,
      },
      mediaTimeoutMs: config.media.timeoutSeconds * 1000,
      language: config.entry.language,
    },
    random,
    calls,
  );

  const mail = wireMailer(config, { clock, random, logger });
  closers.add('mail', () => mail.mailer.close());
  const http = await wireHttp(config, {
    root,
    clock,
    random,
    logger,
    store,
    mediaServer,
    signalling,
    calls,
    conferences,
    recorder,
    recordings,
    defence,
    people,
    access,
    administration,
    mail,
    retentionClock,
  });
  // Closed after signalling, so that it tells of the drain until the end.
  closers.add('HTTP', () => http.close());
  closers.add('signalling', () => signalling.close());
  const addresses = await signalling.start((leg) => router.take(leg));
  http.listening(addresses);
  store.usage.start();

  const demo = await administration.addDemo();
  if (demo !== null) await people.addAdmin(demo, { kind: 'system' });
  for (const line of welcome(addresses, http.urls, demo)) stdout(line);

  const drain = async (): Promise<void> => {
    const { seconds } = config.drain;
    http.draining();
    signalling.setDraining({ retryAfterSeconds: Math.max(1, seconds) });
    conferences.endAll();
    calls.endEntries();
    await withinMs(clock, calls.empty(), drainMs(seconds));
    await closers.closeAll();
  };
  return { drain };
}

/** The last seconds of a drain are for closing and writing. */
const closingMs = 5_000;

function drainMs(seconds: number): number {
  return Math.max(0, seconds * 1000 - closingMs);
}

function withinMs(clock: Clock, done: Promise<void>, limitMs: number): Promise<void> {
  return new Promise((resolve) => {
    const limit = clock.after(limitMs, 'drain', resolve);
    void done.then(() => {
      limit.cancel();
      resolve();
    });
  });
}

function loadAnnouncer(config: Config, root: string, logger: Logger): Announcer {
  const { promptFolder } = config.entry;
  const operator =
    promptFolder === null ? undefined : { folder: promptFolder, checkAudio: readWav, logger };
  const load = (language: Language): PromptPack =>
    loadPromptPack({
      language,
      root: path.join(root, 'ivr', 'prompts'),
      ...(operator === undefined ? {} : { operator }),
    });
  return new Announcer(ofEachLanguage(load), loadGreetings(operator));
}
