/** The encoder thread's main module. */
import { parentPort } from 'node:worker_threads';
import { createSystemClock } from '../../bridge/system/clock.js';
import { EncoderWorker } from './encoder-worker.js';
import type { EncoderCommand, EncoderEvent } from './protocol.js';

const port = parentPort;
if (port === null) throw new Error('this module runs as a worker thread');

const worker = new EncoderWorker(createSystemClock(), (event: EncoderEvent) =>
  port.postMessage(event),
);
port.on('message', (command: EncoderCommand) => worker.handle(command));
