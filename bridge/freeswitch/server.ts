import { describeError, PartylineError } from '../kernel/errors.js';
import type { Logger } from '../kernel/logger.js';
import type { Clock, Timer } from '../ports/clock.js';
import type { Channel, ChannelServer } from './channel.js';
import { type ClosedKind, EslConnection } from './esl/connection.js';
import type { EslEvent } from './esl/event.js';

export interface FreeSwitchServerSettings {
  /** In logs and status. */
  readonly name: string;
  /** Its event socket. */
  readonly host: string;
  readonly port: number;
  readonly password: string;
  /** `sip:host:port` of its profile for us. */
  readonly sipUri: string;
  /** Legs that it may carry. */
  readonly capacity: number;
  /** Its share of the legs, beside the others'. */
  readonly weight: number;
}

/** A conference of ours at this server. */
export interface ConferenceDelegate {
  event(action: string, event: EslEvent): void;
  /** Events and answers of the last moments may be missing. */
  reconnected(): void;
}

export interface FreeSwitchServerOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** As its channels name our bridge; null: they do not. */
  readonly owner: string | null;
  readonly onListenerError: (error: unknown, event: string) => void;
  /** Its legs are gone: it died, was started anew, or has been out of reach for too long. */
  readonly onLost: (server: FreeSwitchServer) => void;
}

/** How often it is asked whether it is well [ms]; the answer must come within the connection's 2 s. */
const checkEveryMs = 1_000;
const reconnectEveryMs = 300;
/** A connection that only broke is made anew; without it for longer its legs count as lost [ms]. */
const outOfReachMs = 3_000;

const events = [
  'DTMF',
  'CHANNEL_EXECUTE_COMPLETE',
  'CHANNEL_HANGUP_COMPLETE',
  'CUSTOM conference::maintenance',
].join(' ');

/** One FreeSWITCH: its event socket, kept up, and the legs and conferences of ours that it has. */
export class FreeSwitchServer implements ChannelServer {
  readonly settings: FreeSwitchServerSettings;
  /** No new legs; those it has go on. */
  draining = false;
  /** Legs that are being opened count from the start. */
  opening = 0;
  readonly #options: FreeSwitchServerOptions;
  readonly #channels = new Map<string, Channel>();
  readonly #conferences = new Map<string, ConferenceDelegate>();
  #connection: EslConnection | null = null;
  /** Names one run of the process: after a restart nothing of ours is there. */
  #coreUuid = '';
  #problem = 'not connected yet';
  #full = false;
  #closed = false;
  #timer: Timer | null = null;
  /** What is to be told to FreeSWITCH while the connection is made anew. */
  #waiting: {
    readonly resolve: (connection: EslConnection) => void;
    readonly reject: (error: PartylineError) => void;
  }[] = [];
  #outOfReach: Timer | null = null;

  constructor(settings: FreeSwitchServerSettings, options: FreeSwitchServerOptions) {
    this.settings = settings;
    this.#options = options;
  }

  get name(): string {
    return this.settings.name;
  }

  get sipUri(): string {
    return this.settings.sipUri;
  }

  get legs(): number {
    return this.#channels.size + this.opening;
  }

  /** Takes new legs. */
  get usable(): boolean {
    return this.problem === null;
  }

  get problem(): string | null {
    if (this.#connection === null) return this.#problem;
    if (this.draining) return 'draining';
    if (this.#full) return 'FreeSWITCH takes no more sessions';
    return this.legs >= this.settings.capacity ? 'at its capacity' : null;
  }

  get connected(): boolean {
    return this.#connection !== null;
  }

  reach(): Promise<EslConnection> {
    if (this.#connection !== null) return Promise.resolve(this.#connection);
    if (this.#outOfReach === null) return Promise.reject(this.#unreachable());
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  async api(command: string): Promise<string> {
    const esl = await this.reach();
    try {
      return await esl.api(command);
    } catch {
      return (await this.reach()).api(command);
    }
  }

  /** Tries once, then goes on trying by itself. */
  async connect(): Promise<void> {
    try {
      await this.#connect();
      this.#checkLater();
    } catch (error) {
      this.#problem = describeError(error);
      this.#options.logger.warn({ server: this.name, error: this.#problem }, 'FreeSWITCH is away');
      this.#reconnectLater();
    }
  }

  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
    this.#outOfReach?.cancel();
    this.#connection?.close();
    this.#connection = null;
    for (const { reject } of this.#waiting.splice(0)) reject(this.#unreachable());
  }

  adopt(channel: Channel): void {
    this.#channels.set(channel.uuid, channel);
  }

  forget(channel: Channel): void {
    this.#channels.delete(channel.uuid);
  }

  adoptConference(name: string, delegate: ConferenceDelegate): void {
    this.#conferences.set(name, delegate);
  }

  forgetConference(name: string): void {
    this.#conferences.delete(name);
  }

  async #connect(): Promise<void> {
    const { host, port, password } = this.settings;
    const { clock, onListenerError } = this.#options;
    const connection = await EslConnection.open({ host, port, password, clock, onListenerError });
    connection.events.on('event', (event) => this.#received(event));
    connection.events.on('closed', ({ kind, text }) => {
      if (this.#connection === connection) this.#disconnected(text, kind);
    });
    await connection.command(`event json ${events}`);
    const coreUuid = (await connection.api('global_getvar core_uuid')).trim();
    const first = this.#coreUuid === '';
    if (first) await this.#clearUp(connection);
    const restarted = !first && this.#coreUuid !== coreUuid;
    if (restarted) this.#lose();
    else if (this.#channels.size > 0) await this.#reconcile(connection);
    this.#coreUuid = coreUuid;
    await this.#check(connection);
    if (connection.closed || this.#closed) {
      connection.close();
      throw new PartylineError('media-lost', 'the event socket broke at once');
    }
    this.#outOfReach?.cancel();
    this.#outOfReach = null;
    this.#connection = connection;
    for (const { resolve } of this.#waiting.splice(0)) resolve(connection);
    if (!first) for (const conference of this.#conferences.values()) conference.reconnected();
    this.#options.logger.info({ server: this.name, coreUuid }, 'FreeSWITCH connected');
  }

  #disconnected(text: string, kind: ClosedKind): void {
    this.#connection = null;
    this.#problem = text;
    this.#timer?.cancel();
    if (this.#closed) return;
    this.#options.logger.warn({ server: this.name, error: text }, 'FreeSWITCH is out of reach');
    // Nobody listens where it was, or it hangs: its callers hear nothing.
    if (kind !== 'broken') this.#lose();
    else {
      this.#outOfReach ??= this.#options.clock.after(
        outOfReachMs,
        'freeswitch out of reach',
        () => {
          this.#outOfReach = null;
          if (this.#connection === null) this.#lose();
        },
      );
    }
    this.#reconnectLater();
  }

  #reconnectLater(): void {
    this.#timer = this.#options.clock.after(reconnectEveryMs, 'freeswitch reconnect', () => {
      if (this.#closed) return;
      this.#connect().then(
        () => this.#checkLater(),
        (error: unknown) => {
          this.#problem = describeError(error);
          if (this.#problem.endsWith('refused')) this.#lose();
          this.#reconnectLater();
        },
      );
    });
  }

  #checkLater(): void {
    this.#timer = this.#options.clock.after(checkEveryMs, 'freeswitch check', () => {
      const connection = this.#connection;
      if (connection === null) return;
      this.#check(connection).then(
        () => this.#checkLater(),
        // The connection has closed itself, and told so.
        () => undefined,
      );
    });
  }

  async #check(connection: EslConnection): Promise<void> {
    const status = await connection.api('status');
    const most = Number(/^(\d+) session\(s\) max/m.exec(status)?.[1] ?? Number.NaN);
    const now = Number(/^(\d+) session\(s\) - /m.exec(status)?.[1] ?? Number.NaN);
    this.#full = now >= most || /is paused|not ready/i.test(status);
  }

  /** A run of ours that was killed has left its legs: nobody speaks for them any more. */
  async #clearUp(connection: EslConnection): Promise<void> {
    const { owner } = this.#options;
    if (owner === null) return;
    await connection.api(`hupall NORMAL_TEMPORARY_FAILURE partyline_bridge ${owner}`);
  }

  /** After a gap in the events: which of our channels are still there? */
  async #reconcile(connection: EslConnection): Promise<void> {
    for (const channel of [...this.#channels.values()]) {
      const exists = await connection.api(`uuid_exists ${channel.uuid}`);
      if (exists.trim() === 'false') channel.vanished();
    }
  }

  #lose(): void {
    this.#outOfReach?.cancel();
    this.#outOfReach = null;
    if (this.#channels.size > 0 || this.#conferences.size > 0) this.#options.onLost(this);
    for (const { reject } of this.#waiting.splice(0)) reject(this.#unreachable());
  }

  #unreachable(): PartylineError {
    return new PartylineError('media-lost', `FreeSWITCH ${this.name}: ${this.#problem}`);
  }

  #received(event: EslEvent): void {
    if (event.name === 'CUSTOM') {
      const name = event.get('Conference-Name');
      this.#conferences.get(name)?.event(event.get('Action'), event);
      return;
    }
    this.#channels.get(event.uuid)?.received(event);
  }
}
