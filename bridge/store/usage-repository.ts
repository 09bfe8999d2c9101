import { Worker } from 'node:worker_threads';
import { PartylineError } from '../kernel/errors.js';
import type { Logger } from '../kernel/logger.js';
import type { Reports } from './database.js';
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
} from '../ports/usage.js';
import type { UsageAnswer, UsageQuestion, UsageRequest, UsageResult } from './usage/protocol.js';

interface Waiting {
  readonly resolve: (result: UsageResult) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Asks the reports' thread, which reads the database by a connection of its own: SQLite works on
 * the thread that calls it, and this one answers telephones. The thread starts with the first
 * question, or with `start`, and anew after a fault.
 */
export class UsageRepository implements Reports {
  readonly #file: string;
  readonly #logger: Logger;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #nextRequestId = 1;

  constructor(file: string, logger: Logger) {
    this.#file = file;
    this.#logger = logger;
  }

  start(): void {
    this.#worker ??= this.#startWorker();
  }

  async report(query: UsageReportQuery): Promise<UsageReport> {
    return (await this.#ask({ kind: 'report', query }, 'report')).report;
  }

  async conferences(query: UsageListQuery): Promise<ConferenceUsagePage> {
    return (await this.#ask({ kind: 'conferences', query }, 'conferences')).page;
  }

  async conference(scope: UsageScope, id: string): Promise<ConferenceUsageDetail | null> {
    return (await this.#ask({ kind: 'conference', scope, id }, 'conference')).conference;
  }

  everyConference(query: UsageQuery): AsyncIterable<readonly ConferenceUsage[]> {
    return this.#pieces<readonly ConferenceUsage[]>({ kind: 'export', of: 'conferences', query });
  }

  everyCall(query: UsageQuery): AsyncIterable<readonly CallOfConference[]> {
    return this.#pieces<readonly CallOfConference[]>({ kind: 'export', of: 'calls', query });
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
    this.#failAll('reports are closed');
  }

  async *#pieces<Piece>(question: UsageQuestion): AsyncGenerator<Piece> {
    const { exportId } = await this.#ask(question, 'export');
    try {
      while (true) {
        const { piece } = await this.#ask({ kind: 'next-piece', exportId }, 'piece');
        if (piece === null) return;
        // The thread answers with what the question asked for.
        yield piece as Piece;
      }
    } finally {
      await this.#ask({ kind: 'end-export', exportId }, 'ended');
    }
  }

  async #ask<Kind extends UsageResult['kind']>(
    question: UsageQuestion,
    kind: Kind,
  ): Promise<Extract<UsageResult, { kind: Kind }>> {
    const worker = (this.#worker ??= this.#startWorker());
    const requestId = this.#nextRequestId++;
    const result = await new Promise<UsageResult>((resolve, reject) => {
      this.#waiting.set(requestId, { resolve, reject });
      worker.ref();
      worker.postMessage({ requestId, question } satisfies UsageRequest);
    });
    if (!isOfKind(result, kind)) throw new Error(`${question.kind} was answered by ${result.kind}`);
    return result;
  }

  #startWorker(): Worker {
    const worker = new Worker(new URL('./usage/worker.js', import.meta.url), {
      name: 'reports',
      workerData: { file: this.#file },
    });
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

function isOfKind<Kind extends UsageResult['kind']>(
  result: UsageResult,
  kind: Kind,
): result is Extract<UsageResult, { kind: Kind }> {
  return result.kind === kind;
}
