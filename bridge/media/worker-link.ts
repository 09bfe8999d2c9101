import { Worker } from 'node:worker_threads';
import { PartylineError } from '../kernel/errors.js';
import type { WorkerCommand, WorkerEvent, WorkerFigures, WorkerReply } from './worker/protocol.js';

type Requested = Extract<WorkerCommand, { requestId: number }>;
type WithoutId<Command> = Command extends Requested ? Omit<Command, 'requestId'> : never;
/** A command that is answered. */
export type WorkerRequest = WithoutId<Requested>;
/** A command that is not. */
export type WorkerNotice = Exclude<WorkerCommand, Requested>;
/** What a worker says of itself, beyond its replies. */
export type WorkerNews = Exclude<WorkerEvent, { kind: 'reply' }>;

export interface WorkerLinkEvents {
  readonly onNews: (link: WorkerLink, news: WorkerNews) => void;
  /** The thread is gone, by our will or not. */
  readonly onExit: (link: WorkerLink, error: Error | null) => void;
}

interface Waiting {
  readonly resolve: (reply: WorkerReply) => void;
  readonly reject: (error: PartylineError) => void;
}

/** The main thread's end of one media worker. */
export class WorkerLink {
  readonly id: number;
  /** Placed on this worker; see `placement.ts`. */
  endpoints = 0;
  conferences = 0;
  figures: WorkerFigures = { tickLatenessP99Ms: 0, counters: {} };
  readonly #worker: Worker;
  readonly #events: WorkerLinkEvents;
  readonly #waiting = new Map<number, Waiting>();
  #nextRequestId = 1;
  #alive = true;
  #error: Error | null = null;

  constructor(id: number, events: WorkerLinkEvents) {
    this.id = id;
    this.#events = events;
    this.#worker = new Worker(new URL('./worker/entry.js', import.meta.url), {
      name: `media-${id}`,
    });
    this.#worker.on('message', (event: WorkerEvent) => this.#handle(event));
    this.#worker.on('error', (error) => (this.#error = error));
    this.#worker.on('exit', () => this.#exited());
  }

  get alive(): boolean {
    return this.#alive;
  }

  send(notice: WorkerNotice): void {
    if (this.#alive) this.#worker.postMessage(notice);
  }

  /** @throws PartylineError `media-lost` when the worker dies before it has answered */
  request(request: WorkerRequest): Promise<WorkerReply> {
    if (!this.#alive) return Promise.reject(lost());
    const requestId = this.#nextRequestId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(requestId, { resolve, reject });
      this.#worker.postMessage({ ...request, requestId });
    });
  }

  async terminate(): Promise<void> {
    await this.#worker.terminate();
  }

  #handle(event: WorkerEvent): void {
    if (event.kind !== 'reply') {
      this.#events.onNews(this, event);
      return;
    }
    const waiting = this.#waiting.get(event.requestId);
    this.#waiting.delete(event.requestId);
    waiting?.resolve(event.result);
  }

  #exited(): void {
    this.#alive = false;
    for (const { reject } of this.#waiting.values()) reject(lost());
    this.#waiting.clear();
    this.#events.onExit(this, this.#error);
  }
}

function lost(): PartylineError {
  return new PartylineError('media-lost', 'the media worker of this call has died');
}
