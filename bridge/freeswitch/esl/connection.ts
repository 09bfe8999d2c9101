import net from 'node:net';
import { PartylineError } from '../../kernel/errors.js';
import { Emitter, type Listenable } from '../../kernel/events.js';
import type { Clock, Timer } from '../../ports/clock.js';
import { EslEvent } from './event.js';
import { type EslFrame, EslFrameReader } from './frame-reader.js';

export interface EslOptions {
  readonly host: string;
  readonly port: number;
  readonly password: string;
  readonly clock: Clock;
  readonly onListenerError: (error: unknown, event: string) => void;
}

export type EslConnectionEvents = {
  event: [event: EslEvent];
  /** Once; nothing follows. */
  closed: [why: { readonly kind: ClosedKind; readonly text: string }];
};

/** Nobody listens there; nobody answers, so that the connection is half open; it broke. */
export type ClosedKind = 'refused' | 'silent' | 'broken';

/** Connecting, and each answer, must take no longer [ms]. */
const answerWithinMs = 2_000;

interface Waiting {
  readonly resolve: (frame: EslFrame) => void;
  readonly reject: (error: PartylineError) => void;
}

/**
 * One connection to FreeSWITCH's event socket (mod_event_socket, inbound mode): commands, whose
 * answers come in the order asked, and events.
 */
export class EslConnection {
  readonly #socket: net.Socket;
  readonly #reader = new EslFrameReader();
  readonly #emitter: Emitter<EslConnectionEvents>;
  readonly #clock: Clock;
  readonly #waiting: Waiting[] = [];
  #deadline: Timer | null = null;
  #closed = false;
  #greeted: (() => void) | null = null;

  private constructor(options: EslOptions) {
    this.#clock = options.clock;
    this.#emitter = new Emitter(options.onListenerError);
    this.#socket = net.connect({ host: options.host, port: options.port, noDelay: true });
    this.#socket.on('data', (chunk: Buffer) => this.#read(chunk));
    this.#socket.on('error', (error: NodeJS.ErrnoException) => {
      this.#close(error.message, error.code === 'ECONNREFUSED' ? 'refused' : 'broken');
    });
    this.#socket.on('close', () => this.#close('the connection was closed'));
  }

  /** Connects and authenticates. @throws PartylineError `media-lost`, `bad-config` */
  static async open(options: EslOptions): Promise<EslConnection> {
    const connection = new EslConnection(options);
    await connection.#greeting();
    const reply = await connection.command(`auth ${options.password}`);
    if (!reply.startsWith('+OK')) {
      connection.close();
      throw new PartylineError('bad-config', 'FreeSWITCH refused the event socket password', {
        mend: 'set the same password in freeswitch.servers and event_socket.conf.xml',
      });
    }
    return connection;
  }

  get events(): Listenable<EslConnectionEvents> {
    return this.#emitter;
  }

  /** Our own address that faces FreeSWITCH. */
  get localAddress(): string {
    return (this.#socket.localAddress ?? '127.0.0.1').replace(/^::ffff:/, '');
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Sends a command of the socket itself. @returns its Reply-Text. @throws `media-lost` */
  async command(command: string): Promise<string> {
    const frame = await this.#ask(command);
    return frame.headers.get('reply-text') ?? '';
  }

  /** Runs an API command, to its end. @returns what it prints. @throws `media-lost` */
  async api(command: string): Promise<string> {
    return (await this.#ask(`api ${oneLine(command)}`)).body;
  }

  /**
   * Lets a channel run a dialplan application. Its end is told by CHANNEL_EXECUTE_COMPLETE with
   * `executionId` as Application-UUID.
   */
  async execute(
    uuid: string,
    executionId: string,
    application: string,
    argument: string,
  ): Promise<string> {
    return this.command(
      [
        `sendmsg ${oneLine(uuid)}`,
        'call-command: execute',
        `execute-app-name: ${application}`,
        `execute-app-arg: ${oneLine(argument)}`,
        `Event-UUID: ${executionId}`,
      ].join('\n'),
    );
  }

  close(): void {
    this.#close('closed by us');
  }

  #greeting(): Promise<void> {
    return new Promise((resolve, reject) => {
      const off = this.#emitter.on('closed', ({ kind, text }) => {
        const cause = kind === 'refused' ? kind : text;
        reject(new PartylineError('media-lost', `no event socket: ${cause}`));
      });
      this.#watch();
      this.#greeted = () => {
        off();
        resolve();
      };
    });
  }

  #ask(text: string): Promise<EslFrame> {
    return new Promise((resolve, reject) => {
      if (this.#closed) {
        reject(new PartylineError('media-lost', 'the event socket is closed'));
        return;
      }
      this.#waiting.push({ resolve, reject });
      if (this.#waiting.length === 1) this.#watch();
      this.#socket.write(`${text}\n\n`);
    });
  }

  /** Answers come in order: it is enough to watch for the next one. */
  #watch(): void {
    this.#deadline?.cancel();
    this.#deadline = this.#clock.after(answerWithinMs, 'esl answer', () => {
      this.#close('FreeSWITCH does not answer', 'silent');
    });
  }

  #read(chunk: Buffer): void {
    let frames: EslFrame[];
    try {
      frames = this.#reader.push(chunk);
    } catch (error) {
      this.#close(String(error));
      return;
    }
    for (const frame of frames) if (!this.#closed) this.#take(frame);
  }

  #take(frame: EslFrame): void {
    switch (frame.headers.get('content-type') ?? '') {
      case 'auth/request':
        this.#deadline?.cancel();
        this.#greeted?.();
        this.#greeted = null;
        return;
      case 'command/reply':
      case 'api/response': {
        const waiting = this.#waiting.shift();
        this.#deadline?.cancel();
        if (this.#waiting.length > 0) this.#watch();
        waiting?.resolve(frame);
        return;
      }
      case 'text/event-json': {
        const event = EslEvent.parse(frame.body);
        if (event !== null) this.#emitter.emit('event', event);
        return;
      }
      case 'text/disconnect-notice':
        this.#close('FreeSWITCH ended the connection');
        return;
      case 'text/rude-rejection':
        this.#close('its access list (event_socket.conf.xml, apply-inbound-acl) refuses us');
    }
  }

  #close(text: string, kind: ClosedKind = 'broken'): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#deadline?.cancel();
    this.#socket.destroy();
    for (const { reject } of this.#waiting.splice(0)) {
      reject(new PartylineError('media-lost', `the event socket is lost: ${text}`));
    }
    this.#emitter.emit('closed', { kind, text });
    this.#emitter.removeAll();
  }
}

/** A line break would begin another command. */
function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ');
}
