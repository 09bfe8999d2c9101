/** The main module of the reports' thread. */
import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { UsageDesk } from './desk.js';
import type { UsageRequest } from './protocol.js';
import { UsageReader } from './reader.js';

const port = parentPort;
if (port === null) throw new Error('this module runs as a worker thread');

giveWay();
const { file } = workerData as { readonly file: string };
const database = new Database(file, { readonly: true, fileMustExist: true, timeout: 5_000 });
const reader = new UsageReader(database);
const desk = new UsageDesk(reader, file);
port.on('message', (request: UsageRequest) => port.postMessage(desk.answer(request)));
reader.warmUp();

/** Audio comes first. Linux gives each thread its own niceness, found by the thread's id. */
function giveWay(): void {
  try {
    const threadId = Number(readlinkSync('/proc/thread-self').split('/').pop());
    setPriority(threadId, 10);
  } catch {
    // Elsewhere the thread has the priority of all the others.
  }
}
