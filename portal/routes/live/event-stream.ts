import type { Response } from 'express';
import type { LiveMessage } from '../../../bridge/application/live/message.js';
import type { LiveSink } from '../../../bridge/application/live/watcher.js';
import type { Clock, Timer } from '../../../bridge/ports/clock.js';

/** What may wait for a browser [bytes]: a few snapshots of 500 members. */
const mostWaiting = 512 * 1024;
/** Tells a browser that nothing happens, rather than that the connection is dead. */
const beatMs = 10_000;

export interface EventStreamDependencies {
  readonly clock: Clock;
  /** Asked with every beat, and by `look`: the stream of one who has signed out ends. */
  readonly stillAllowed: () => Promise<boolean>;
}

/** Server-sent events to one browser (WHATWG HTML, §9.2). */
export class EventStream implements LiveSink {
  readonly #response: Response;
  readonly #deps: EventStreamDependencies;
  readonly #beat: Timer;
  #open = true;

  constructor(response: Response, deps: EventStreamDependencies) {
    this.#response = response;
    this.#deps = deps;
    response.status(200).set({
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      // Proxies that collect what passes through would hold events back.
      'X-Accel-Buffering': 'no',
    });
    response.socket?.setNoDelay(true);
    response.flushHeaders();
    response.on('close', () => this.#closed());
    this.#beat = deps.clock.every(beatMs, 'live beat', () => this.#sendBeat());
  }

  /** Calls once the browser has taken what was waiting for it. */
  onDrain(drained: () => void): void {
    this.#response.on('drain', drained);
  }

  onClose(closed: () => void): void {
    this.#response.on('close', closed);
  }

  write({ kind, position, data }: LiveMessage): boolean {
    // Levels of a moment ago interest nobody.
    if (kind === 'levels' && this.#response.writableNeedDrain) return true;
    const id = position === null ? '' : `id: ${position}\n`;
    this.#response.write(`event: ${kind}\n${id}data: ${data}\n\n`);
    return this.#response.writableLength < mostWaiting;
  }

  end(): void {
    this.#response.end();
  }

  /** Ends, unless its reader may still have it. */
  async look(): Promise<void> {
    const allowed = await this.#deps.stillAllowed().catch(() => true);
    if (!this.#open || allowed) return;
    this.#response.write('event: signed-out\ndata: \n\n');
    this.#closed();
    this.end();
  }

  async #sendBeat(): Promise<void> {
    await this.look();
    if (!this.#open) return;
    this.#response.write('event: beat\ndata: \n\n');
  }

  #closed(): void {
    this.#open = false;
    this.#beat.cancel();
  }
}
