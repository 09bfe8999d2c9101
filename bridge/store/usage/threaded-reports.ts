import { Worker } from 'node:worker_threads';
import { PartylineError } from '../../kernel/errors.js';
import type { Logger } from '../../kernel/logger.js';
import type {
  CallOfConference,
  ConferenceUsage,
  ConferenceUsageDetail,
  ConferenceUsagePage,
  UsageListQuery,
  UsageQuery,
  UsageReport,
  UsageReportQuery,
  UsageScope,
} from '../../ports/usage.js';
import type { Reports } from '../database.js';
import type { Piece, UsageReader } from './reader.js';
import type { UsageAnswer, UsageMethod, UsageRequest } from './usage-thread.js';

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Asks the reports' thread, which reads the database by a connection of its own: a pass over a year
 * takes some milliseconds, and this thread answers telephones. It starts with the first question,
 * or with `start`, and anew after a fault.
 */
export class ThreadedReports implements Reports {
  readonly #module: URL;
  readonly #workerData: unknown;
  readonly #logger: Logger;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #nextRequestId = 1;

  /** @param module calls `answerUsage` with a connection to what `workerData` says */
  constructor(module: URL, workerData: unknown, logger: Logger) {
    this.#module = module;
    this.#workerData = workerData;
    this.#logger = logger;
  }

  start(): void {
    this.#worker ??= this.#startWorker();
  }

  report(query: UsageReportQuery): Promise<UsageReport> {
    return this.#ask('report', query);
  }

  conferences(query: UsageListQuery): Promise<ConferenceUsagePage> {
    return this.#ask('conferences', query);
  }

  conference(scope: UsageScope, id: string): Promise<ConferenceUsageDetail | null> {
    return this.#ask('conference', scope, id);
  }

  everyConference(query: UsageQuery): AsyncIterable<readonly ConferenceUsage[]> {
    return pieces((after) => this.#ask('settledConferences', query, after));
  }

  everyCall(query: UsageQuery): AsyncIterable<readonly CallOfConference[]> {
    return pieces((after) => this.#ask('settledCalls', query, after));
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
    this.#failAll('reports are closed');
  }

  #ask<Method extends UsageMethod>(
    method: Method,
    ...args: Parameters<UsageReader[Method]>
  ): ReturnType<UsageReader[Method]> {
    const worker = (this.#worker ??= this.#startWorker());
    const requestId = this.#nextRequestId++;
    const answered = new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(requestId, { resolve, reject });
      worker.ref();
      worker.postMessage({ requestId, method, args } satisfies UsageRequest<Method>);
    });
    // The thread answers with what its method of this name returns.
    return answered as ReturnType<UsageReader[Method]>;
  }

  #startWorker(): Worker {
    const worker = new Worker(this.#module, { name: 'reports', workerData: this.#workerData });
    // Who waits for an answer keeps the process alive; the thread itself does not.
    worker.unref();
    worker.on('message', (answer: UsageAnswer) => this.#answered(answer));
    worker.on('error', (error) => {
      this.#logger.error({ error: error.message }, 'the thread for reports failed');
    });
    worker.on('exit', () => {
      if (this.#worker !== worker) return;
      this.#worker = null;
      this.#failAll('the thread for reports ended');
    });
    return worker;
  }

  #answered(answer: UsageAnswer): void {
    const waiting = this.#waiting.get(answer.requestId);
    this.#waiting.delete(answer.requestId);
    if (this.#waiting.size === 0) this.#worker?.unref();
    if ('result' in answer) waiting?.resolve(answer.result);
    else
      waiting?.reject(new PartylineError(answer.failed.code, answer.failed.message, answer.failed));
  }

  #failAll(why: string): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) {
      reject(new PartylineError('database-failed', why, { mend: 'try again' }));
    }
  }
}

async function* pieces<Row>(
  fetch: (after: string | null) => Promise<Piece<Row>>,
): AsyncGenerator<readonly Row[]> {
  let after: string | null = null;
  do {
    const { rows, next }: Piece<Row> = await fetch(after);
    if (rows.length > 0) yield rows;
    after = next;
  } while (after !== null);
}
