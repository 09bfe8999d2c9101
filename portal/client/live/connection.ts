import type {
  LiveChange,
  LiveLevels,
  LiveSnapshot,
} from '../../../bridge/application/live/view.js';

export interface ConnectionEvents {
  readonly snapshot: (snapshot: LiveSnapshot) => void;
  readonly change: (change: LiveChange) => void;
  readonly levels: (levels: LiveLevels) => void;
  readonly connected: (connected: boolean) => void;
  readonly signedOut: () => void;
}

/** The server sends something every 10 s: a connection that is silent for longer is dead. */
const silenceMs = 25_000;
const firstRetryMs = 500;
const longestRetryMs = 8_000;

/**
 * The stream of a room's events. It comes back by itself after a loss, where it left off: the
 * server makes up for what was missed, or sends the whole again.
 */
export class Connection {
  readonly #url: string;
  readonly #events: ConnectionEvents;
  #source: EventSource | null = null;
  #position = '';
  #retryMs = firstRetryMs;
  #retry = 0;
  #lostOne = false;
  #watch = 0;

  constructor(url: string, events: ConnectionEvents) {
    this.#url = url;
    this.#events = events;
    // The browser often knows before the connection shows it.
    window.addEventListener('offline', () => {
      if (this.#source !== null) this.#lost();
    });
    window.addEventListener('online', () => {
      if (this.#lostOne) this.open();
    });
  }

  open(): void {
    window.clearTimeout(this.#retry);
    this.#source?.close();
    const source = new EventSource(`${this.#url}?after=${encodeURIComponent(this.#position)}`);
    this.#source = source;
    source.addEventListener('open', () => {
      this.#retryMs = firstRetryMs;
      this.#lostOne = false;
      this.#events.connected(true);
    });
    source.addEventListener('error', () => this.#lost());
    this.#on(source, 'snapshot', (data) => this.#events.snapshot(data as LiveSnapshot));
    this.#on(source, 'change', (data) => this.#events.change(data as LiveChange));
    this.#on(source, 'levels', (data) => this.#events.levels(data as LiveLevels));
    source.addEventListener('beat', () => this.#alive());
    source.addEventListener('signed-out', () => {
      this.close();
      this.#events.signedOut();
    });
    this.#alive();
  }

  /** Forgets where it was: the whole comes again. */
  restart(): void {
    this.#position = '';
    this.open();
  }

  close(): void {
    window.clearTimeout(this.#retry);
    window.clearTimeout(this.#watch);
    this.#source?.close();
    this.#source = null;
  }

  #on(source: EventSource, name: string, handle: (data: unknown) => void): void {
    source.addEventListener(name, ({ data, lastEventId }: MessageEvent<string>) => {
      this.#alive();
      if (lastEventId !== '') this.#position = lastEventId;
      handle(JSON.parse(data));
    });
  }

  #alive(): void {
    window.clearTimeout(this.#watch);
    this.#watch = window.setTimeout(() => this.#lost(), silenceMs);
  }

  #lost(): void {
    this.#events.connected(false);
    this.#lostOne = true;
    this.close();
    void this.#checkSession();
    this.#retry = window.setTimeout(() => this.open(), this.#retryMs);
    this.#retryMs = Math.min(longestRetryMs, this.#retryMs * 2);
  }

  /** An event source does not tell why it failed; one who has signed out would try for ever. */
  async #checkSession(): Promise<void> {
    try {
      const headers = { Accept: 'application/json' };
      const answer = await fetch(this.#url.replace(/events$/, 'session'), { headers });
      if (answer.status !== 401) return;
      this.close();
      this.#events.signedOut();
    } catch {
      // The server is away: what was lost is the connection, not the session.
    }
  }
}
