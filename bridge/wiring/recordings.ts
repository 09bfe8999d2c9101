import type { Config } from '../../config/schema.js';
import { RecordingCatalogue } from '../../recordings/catalogue.js';
import { DiskSpace } from '../../recordings/disk-space.js';
import { ConferenceRecorder } from '../../recordings/recorder.js';
import { Retention } from '../../recordings/retention.js';
import type { RetentionClock } from '../application/history/retention-clock.js';
import type { Logger } from '../kernel/logger.js';
import type { Clock } from '../ports/clock.js';
import type { Random } from '../ports/random.js';
import type { RecordingSink, RecordingStore } from '../ports/recordings.js';
import type { Store } from '../ports/store.js';
import { recordingSink } from './recording-sink.js';

/** The recorder as configured, with the files in a folder of this machine. */
export function wireRecorder(
  config: Config,
  deps: {
    readonly clock: Clock;
    readonly random: Random;
    readonly logger: Logger;
    readonly store: RecordingStore;
  },
): ConferenceRecorder {
  const { bitrateKbps, retentionDays, stopBelowMb } = config.recordings;
  return new ConferenceRecorder({
    ...deps,
    sink: recordingSink(config),
    bitrateKbps,
    retentionDays,
    leastFreeBytes: stopBelowMb * 1e6,
  });
}

/** What keeps recordings once they are made. */
export interface Recordings {
  readonly catalogue: RecordingCatalogue;
  readonly sink: RecordingSink;
  readonly disk: DiskSpace;
  close(): void;
}

/** Watches the disk from now on, and deletes what has expired. */
export function wireRecordings(
  config: Config,
  deps: {
    readonly clock: Clock;
    readonly retentionClock: RetentionClock;
    readonly logger: Logger;
    readonly store: Store;
  },
): Recordings {
  const { clock, retentionClock, logger, store } = deps;
  const { recordings, audited, directory } = store;
  const { warnBelowMb, stopBelowMb } = config.recordings;
  const sink = recordingSink(config);
  const catalogue = new RecordingCatalogue({
    recordings,
    sink,
    audited,
    directory,
    clock,
    logger,
  });
  const disk = new DiskSpace({
    sink,
    warnBelowBytes: warnBelowMb * 1e6,
    stopBelowBytes: stopBelowMb * 1e6,
    clock,
    logger,
  });
  const retention = new Retention({
    recordings,
    catalogue,
    now: () => retentionClock.now(),
    clock,
    logger,
  });
  // Calls need not wait for either.
  void disk.start();
  void retention.start();
  return {
    catalogue,
    sink,
    disk,
    close: () => {
      disk.stop();
      retention.stop();
    },
  };
}
