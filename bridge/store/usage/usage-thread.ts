import type { MessagePort } from 'node:worker_threads';
import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { type Dialect, Kysely } from 'kysely';
import type { ErrorCode, PartylineError } from '../../kernel/errors.js';
import type { Schema } from '../schema.js';
import { UsageReader } from './reader.js';

/** What a reader can be asked from another thread: the name of a method, and its arguments. */
export type UsageMethod = Exclude<keyof UsageReader, 'warmUp'>;

export interface UsageRequest<Method extends UsageMethod = UsageMethod> {
  readonly requestId: number;
  readonly method: Method;
  readonly args: Parameters<UsageReader[Method]>;
}

export type UsageAnswer =
  | { readonly requestId: number; readonly result: unknown }
  | {
      readonly requestId: number;
      readonly failed: {
        readonly code: ErrorCode;
        readonly message: string;
        readonly mend: string;
      };
    };

/** What the database's own worker module hands over: a connection that reads. */
export interface UsageConnection {
  readonly dialect: Dialect;
  asPartylineError(error: unknown): PartylineError;
}

/** The life of a reports' thread: answers whatever comes by the port. */
export function answerUsage(port: MessagePort, connection: UsageConnection): void {
  giveWay();
  const reader = new UsageReader(new Kysely<Schema>({ dialect: connection.dialect }));
  const answer = async ({ requestId, method, args }: UsageRequest): Promise<UsageAnswer> => {
    try {
      // The asker's types have paired them: see UsageRequest.
      const ask = reader[method].bind(reader) as (...args: unknown[]) => Promise<unknown>;
      return { requestId, result: await ask(...args) };
    } catch (error) {
      const { code, message, mend } = connection.asPartylineError(error);
      return { requestId, failed: { code, message, mend } };
    }
  };
  port.on('message', (request: UsageRequest) => {
    void answer(request).then((answered) => port.postMessage(answered));
  });
  // What fails here fails the first question too, which tells of it.
  reader.warmUp().catch(() => undefined);
}

/** Audio comes first. Linux gives each thread its own niceness, found by the thread's id. */
function giveWay(): void {
  try {
    const threadId = Number(readlinkSync('/proc/thread-self').split('/').pop());
    setPriority(threadId, 10);
  } catch {
    // Elsewhere the thread has the priority of all the others.
  }
}
