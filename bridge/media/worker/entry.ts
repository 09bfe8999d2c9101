/** The worker thread's main module. */
import { parentPort } from 'node:worker_threads';
import { MediaWorker } from './media-worker.js';
import type { WorkerCommand, WorkerEvent } from './protocol.js';

const port = parentPort;
if (port === null) throw new Error('this module runs as a worker thread');

const worker = new MediaWorker((event: WorkerEvent) => port.postMessage(event));
port.on('message', (command: WorkerCommand) => worker.handle(command));
