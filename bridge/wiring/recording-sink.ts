import path from 'node:path';
import type { Config } from '../../config/schema.js';
import { LocalSink } from '../../recordings/local-sink.js';
import type { RecordingSink } from '../ports/recordings.js';

/** Where recordings are, as the configuration says. */
export function recordingSink({ dataDir, recordings }: Config): RecordingSink {
  return new LocalSink(path.resolve(dataDir, recordings.folder));
}
