import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import type { AlertKind } from '../bridge/application/defence/alerts.js';
import type { TryCounts } from '../bridge/application/defence/secret-guard.js';
import type { MediaStatus } from '../bridge/ports/media-server.js';
import type { RecorderStatus, RecordingHealth } from '../bridge/ports/recorder.js';
import type { SignallingStatus } from '../bridge/ports/signalling.js';

/** What is measured, asked at each scrape. */
export interface MetricsInputs {
  readonly calls: () => number;
  readonly conferences: () => { readonly conferences: number; readonly members: number };
  readonly signalling: () => SignallingStatus;
  readonly media: () => MediaStatus;
  readonly recorder: () => RecorderStatus;
  /** History writes waiting, and lost since the start. */
  readonly history: () => { readonly queued: number; readonly lost: number };
  readonly recordingsDisk: () => { readonly freeBytes: number; readonly level: string };
  /** PINs and security codes keyed, by outcome. */
  readonly secretTries: () => TryCounts;
  readonly alerts: () => Readonly<Record<AlertKind, number>>;
  /** Calls in the entry dialogue or on hold music, number ranges suspected, calls refused for it. */
  readonly pumping: () => {
    readonly idle: number;
    readonly suspected: number;
    readonly refused: number;
  };
}

const prefix = 'partyline_';

/** A registry of its own, so that two bridges in one process (tests) do not mix. */
export function createMetrics(inputs: MetricsInputs): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix });
  addGauges(registry, inputs);
  addWorkers(registry, inputs);
  addCounter(registry, 'signalling_events_total', 'What signalling counted', () =>
    Object.entries(inputs.signalling().counters),
  );
  addCounter(registry, 'media_events_total', 'What the media server counted', () =>
    Object.entries(inputs.media().counters),
  );
  addRecordings(registry, inputs);
  addCounter(registry, 'recording_events_total', 'What the recorder counted', () =>
    Object.entries(inputs.recorder().counters),
  );
  addCounter(registry, 'history_lost_total', 'Lines of history that could not be written', () => [
    ['queue', inputs.history().lost],
  ]);
  addCounter(registry, 'secret_tries_total', 'PINs and security codes keyed, by outcome', () =>
    Object.entries(inputs.secretTries()),
  );
  addCounter(registry, 'alerts_total', 'Alerts to organizers and the operator', () =>
    Object.entries(inputs.alerts()),
  );
  addCounter(registry, 'calls_refused_total', 'Calls refused by the defence', () => [
    ['pumping', inputs.pumping().refused],
  ]);
  return registry;
}

/** Healthy: frames out keep step with samples in, lag stays low, and nothing is paused. */
function addRecordings(registry: Registry, { recorder }: MetricsInputs): void {
  const sums: readonly (readonly [
    name: string,
    help: string,
    of: (one: RecordingHealth) => number,
  ])[] = [
    ['recordings', 'Files being recorded, stopped ones included', () => 1],
    ['recordings_paused', 'Files that cannot be written just now', ({ paused }) => Number(paused)],
    ['recording_samples_in', 'Samples taken from mixes into open files', (one) => one.samplesIn],
    ['recording_frames_out', 'MP3 frames of 36 ms in open files', (one) => one.framesOut],
    ['recording_bytes', 'Bytes on disk of open files', (one) => one.bytesOnDisk],
  ];
  for (const [name, help, of] of sums) {
    new Gauge({
      name: prefix + name,
      help,
      registers: [registry],
      collect() {
        this.set(recorder().recordings.reduce((sum, one) => sum + of(one), 0));
      },
    });
  }
  new Gauge({
    name: `${prefix}recording_lag_ms`,
    help: 'Of the open file that is furthest behind its mix',
    registers: [registry],
    collect() {
      this.set(Math.max(0, ...recorder().recordings.map(({ lagMs }) => lagMs)));
    },
  });
}

function addGauges(registry: Registry, inputs: MetricsInputs): void {
  const gauges: readonly (readonly [name: string, help: string, read: () => number])[] = [
    ['calls', 'Calls in progress, those in the entry dialogue included', inputs.calls],
    ['conferences', 'Conferences in progress', () => inputs.conferences().conferences],
    ['members', 'Callers inside a conference', () => inputs.conferences().members],
    ['sip_legs', 'SIP dialogs', () => inputs.signalling().legs],
    ['sip_transactions', 'SIP transactions', () => inputs.signalling().transactions],
    ['media_ready', '1 when a new call could get media', () => (inputs.media().ready ? 1 : 0)],
    ['media_endpoints', 'RTP sessions', () => inputs.media().endpoints],
    ['rtp_ports_free', 'RTP ports not in use', () => inputs.media().portsFree],
    ['idle_calls', 'Calls that have not been in a conference yet', () => inputs.pumping().idle],
    ['suspected_ranges', 'Number ranges that pump calls', () => inputs.pumping().suspected],
    [
      'recordings_disk_free_bytes',
      'Free space on the disk of the recordings',
      () => inputs.recordingsDisk().freeBytes,
    ],
    [
      'recordings_disk_low',
      '1 when less is free than recordings.warnBelowMb, 2 when no recording can start',
      () => ({ low: 1, floor: 2 })[inputs.recordingsDisk().level] ?? 0,
    ],
    ['history_queued', 'Lines of history waiting to be written', () => inputs.history().queued],
  ];
  for (const [name, help, read] of gauges) {
    new Gauge({
      name: prefix + name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  }
}

function addWorkers(registry: Registry, { media }: MetricsInputs): void {
  new Gauge({
    name: `${prefix}media_worker_endpoints`,
    help: 'RTP sessions of a media worker',
    labelNames: ['worker'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { id, endpoints } of media().workers) this.set({ worker: id }, endpoints);
    },
  });
  new Gauge({
    name: `${prefix}tick_lateness_p99_seconds`,
    help: 'Lateness of the mixing tick over the last 10 s, 99th percentile',
    labelNames: ['worker'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { id, tickLatenessP99Ms } of media().workers) {
        this.set({ worker: id }, tickLatenessP99Ms / 1000);
      }
    },
  });
}

/** The ports count since their own start: the value is taken over, not added to. */
function addCounter(
  registry: Registry,
  name: string,
  help: string,
  read: () => readonly (readonly [kind: string, count: number])[],
): void {
  new Counter({
    name: prefix + name,
    help,
    labelNames: ['kind'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [kind, count] of read()) this.inc({ kind }, count);
    },
  });
}
