import { pino, stdSerializers } from 'pino';
import type { Logger } from '../kernel/logger.js';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Fields that never belong in a line. Nothing should log them; this is the second net. */
const secretFields = [
  'pin',
  'pinHash',
  'password',
  'code',
  'securityCode',
  'digest',
  'authorization',
];

export interface ProcessLogger extends Logger {
  /** Writes out what is buffered, before the process ends. */
  flush(): void;
}

/** One JSON line per event, on standard error (standard output is for results). */
export function createLogger(level: LogLevel, fileDescriptor = 2): ProcessLogger {
  const output = pino.destination({ dest: fileDescriptor, sync: false });
  const logger = pino(
    {
      level,
      base: { pid: process.pid },
      // An error itself with its stack; a text stays as it is.
      serializers: { error: stdSerializers.err },
      redact: {
        paths: secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
        censor: '[redacted]',
      },
    },
    output,
  );
  return Object.assign(logger, {
    flush: () => {
      try {
        output.flushSync();
      } catch {
        // Standard error is closed, or not open yet: there is nobody to tell.
      }
    },
  });
}
