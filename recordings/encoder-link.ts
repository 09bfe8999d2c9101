import { Worker } from 'node:worker_threads';
import type {
  EncoderCommand,
  EncoderEvent,
  EncoderNotice,
  EncoderReply,
  EncoderRequest,
} from './encoder/protocol.js';

export type EncoderNews = Exclude<EncoderEvent, { kind: 'reply' }>;

export interface EncoderLinkEvents {
  readonly onNews: (news: EncoderNews) => void;
  /** The thread is gone, by our will or not. */
  readonly onExit: (problem: string) => void;
}

type Answer<Kind extends EncoderReply['kind']> = Extract<EncoderReply, { kind: Kind }>;

/** The main thread's end of the encoder's thread. */
export class EncoderLink {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, (reply: EncoderReply) => void>();
  #nextRequestId = 1;
  #problem: string | null = null;
  #alive = true;

  constructor({ onNews, onExit }: EncoderLinkEvents) {
    this.#worker = new Worker(new URL('./encoder/entry.js', import.meta.url), { name: 'encoder' });
    this.#worker.on('message', (event: EncoderEvent) => {
      if (event.kind !== 'reply') {
        onNews(event);
        return;
      }
      this.#waiting.get(event.requestId)?.(event.result);
      this.#waiting.delete(event.requestId);
    });
    this.#worker.on('error', (error) => (this.#problem = String(error)));
    this.#worker.on('exit', () => {
      this.#alive = false;
      const message = this.#problem ?? 'the encoder exited';
      for (const answer of this.#waiting.values()) answer({ kind: 'failed', message });
      this.#waiting.clear();
      onExit(message);
    });
  }

  send(notice: EncoderNotice): void {
    if (this.#alive) this.#worker.postMessage(notice satisfies EncoderCommand);
  }

  /** @throws Error saying what failed */
  async request<Kind extends EncoderReply['kind']>(
    request: EncoderRequest,
    expected: Kind,
  ): Promise<Answer<Kind>> {
    if (!this.#alive) throw new Error('the encoder is not running');
    const requestId = this.#nextRequestId++;
    const reply = await new Promise<EncoderReply>((resolve) => {
      this.#waiting.set(requestId, resolve);
      this.#worker.postMessage({ ...request, requestId } satisfies EncoderCommand);
    });
    if (reply.kind === 'failed') throw new Error(reply.message);
    if (reply.kind !== expected) throw new Error(`the encoder answered ${reply.kind}`);
    return reply as Answer<Kind>;
  }

  async terminate(): Promise<void> {
    await this.#worker.terminate();
  }
}
