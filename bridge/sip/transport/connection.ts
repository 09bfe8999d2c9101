import type { Socket } from 'node:net';
import type { Clock, Timer } from '../../ports/clock.js';
import type { TransportLimits } from './options.js';
import { type Frame, StreamFramer } from './stream-framer.js';
import type { ReceivedOn } from './types.js';

export interface ConnectionEvents {
  frame(frame: Frame, connection: Connection): void;
  /** Once. `error` is null when the far end, or we, closed it in good order. */
  closed(error: Error | null, connection: Connection): void;
  idle(connection: Connection): void;
}

/** One TCP or TLS connection, ready to carry messages, whoever opened it. */
export class Connection {
  readonly id: string;
  readonly peer: ReceivedOn;
  readonly #socket: Socket;
  readonly #framer: StreamFramer;
  #lastTrafficMs: number;
  #idleTimer: Timer;
  #partialTimer: Timer | null = null;
  #error: Error | null = null;

  constructor(
    socket: Socket,
    peer: ReceivedOn & { readonly connectionId: string },
    private readonly limits: TransportLimits,
    private readonly clock: Clock,
    private readonly events: ConnectionEvents,
  ) {
    this.id = peer.connectionId;
    this.peer = peer;
    this.#socket = socket;
    this.#framer = new StreamFramer(limits.message.messageBytes);
    this.#lastTrafficMs = clock.monotonicMs();
    this.#idleTimer = this.#watchIdle(limits.idleTimeoutMs);
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    socket.on('error', (error) => (this.#error ??= error));
    socket.on('close', () => {
      this.#idleTimer.cancel();
      this.#partialTimer?.cancel();
      events.closed(this.#error, this);
    });
  }

  get writable(): boolean {
    return this.#socket.writable;
  }

  /** Resolves when the octets have been given to the system. */
  send(data: Buffer | string): Promise<void> {
    this.#lastTrafficMs = this.clock.monotonicMs();
    return new Promise((resolve, reject) => {
      this.#socket.write(data, (error) => {
        if (error === null || error === undefined) resolve();
        else reject(error);
      });
      if (this.#socket.writableLength > this.limits.maxUnsentBytes) {
        this.destroy(new Error('the far end does not read'));
      }
    });
  }

  /** Closes once what was written has been sent. */
  end(): void {
    this.#socket.destroySoon();
  }

  destroy(error: Error | null = null): void {
    this.#error ??= error;
    this.#socket.destroy();
  }

  #read(chunk: Buffer): void {
    this.#lastTrafficMs = this.clock.monotonicMs();
    const frames = this.#framer.push(chunk);
    if (frames.length > 0 || !this.#framer.partial) {
      this.#partialTimer?.cancel();
      this.#partialTimer = null;
    }
    for (const frame of frames) this.events.frame(frame, this);
    this.#watchPartial();
  }

  #watchPartial(): void {
    if (this.#socket.destroyed || !this.#framer.partial) return;
    // A message that never ends would hold its memory for ever. The time is not extended by more
    // octets, else one octet a minute would do.
    this.#partialTimer ??= this.clock.after(
      this.limits.partialTimeoutMs,
      'sip connection: message begun',
      () => this.destroy(new Error('a message was begun and not finished')),
    );
  }

  #watchIdle(delayMs: number): Timer {
    return this.clock.after(delayMs, 'sip connection: idle', () => {
      const quietMs = this.clock.monotonicMs() - this.#lastTrafficMs;
      if (quietMs >= this.limits.idleTimeoutMs) {
        this.events.idle(this);
        this.destroy();
      } else {
        this.#idleTimer = this.#watchIdle(this.limits.idleTimeoutMs - quietMs);
      }
    });
  }
}
