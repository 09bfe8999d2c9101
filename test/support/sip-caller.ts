import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { SipReader, SipText } from './sip-text.js';

export interface SipCallerOptions {
  /** The bridge's address and port. */
  readonly host?: string;
  readonly port: number;
  readonly transport?: 'udp' | 'tcp';
  /** Where it calls from; `host` by default. */
  readonly localHost?: string;
}

/** A request that was answered by something else than success. */
export class Refused extends Error {
  constructor(readonly reply: SipText) {
    super(`refused: ${reply.startLine}`);
  }
}

interface Wire {
  readonly localPort: number;
  send(text: string | Uint8Array): void;
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (reply: SipText) => void;
  timer: NodeJS.Timeout;
}

const answerLimitMs = 8_000;
const t1Ms = 500;

/** A caller that shares no code with the bridge: what it sends and how it answers is up to the test. */
export class SipCaller {
  readonly #options: Required<SipCallerOptions>;
  readonly #wire: Wire;
  readonly #waiting = new Map<string, Waiting>();
  readonly #calls = new Map<string, SipCall>();
  retransmissions = 0;
  #closed = false;

  private constructor(
    options: Required<SipCallerOptions>,
    open: (receive: (text: string) => void) => Wire,
  ) {
    this.#options = options;
    this.#wire = open((text) => this.#receive(new SipText(text)));
  }

  static async open(options: SipCallerOptions): Promise<SipCaller> {
    const host = options.host ?? '127.0.0.1';
    const localHost = options.localHost ?? host;
    const whole = { transport: 'udp', ...options, host, localHost } as const;
    const open = whole.transport === 'udp' ? await udpWire(whole) : await tcpWire(whole);
    return new SipCaller(whole, open);
  }

  /** Dials and acknowledges. @throws Refused */
  async invite(
    user: string,
    sdp: string,
    options: {
      readonly headers?: readonly string[];
      readonly callerNumber?: string;
      /** False where the test sends the ACK of a success itself. */
      readonly acknowledge?: boolean;
    } = {},
  ): Promise<SipCall> {
    const { headers = [], callerNumber = 'caller', acknowledge = true } = options;
    const callId = randomBytes(8).toString('hex');
    const dialog = new SipCall(this, callId, this.#uri(user), callerNumber);
    this.#calls.set(callId, dialog);
    const reply = await dialog.request('INVITE', headers, sdp);
    dialog.answered(reply);
    if (acknowledge || reply.status >= 300) dialog.acknowledge();
    if (reply.status >= 300) {
      this.#calls.delete(callId);
      throw new Refused(reply);
    }
    return dialog;
  }

  /** Sends one request and resolves to its final response; over UDP it is repeated until then. */
  exchange(request: SipText): Promise<SipText> {
    const branch = request.branch;
    return new Promise((resolve, reject) => {
      let waitedMs = 0;
      const again = (afterMs: number): NodeJS.Timeout =>
        setTimeout(() => {
          waitedMs += afterMs;
          if (waitedMs > answerLimitMs) {
            this.#waiting.delete(branch);
            reject(new Error(`no answer: ${request.startLine}`));
            return;
          }
          if (this.#options.transport === 'udp') {
            this.retransmissions++;
            this.send(request.text);
          }
          waiting.timer = again(Math.min(afterMs * 2, 4_000));
        }, afterMs);
      const waiting: Waiting = { resolve, timer: again(t1Ms) };
      this.#waiting.set(branch, waiting);
      this.send(request.text);
    });
  }

  send(text: string | Uint8Array): void {
    if (!this.#closed) this.#wire.send(text);
  }

  request(parts: {
    readonly method: string;
    readonly uri?: string;
    readonly callId?: string;
    readonly cseq?: number;
    readonly to?: string;
    readonly callerNumber?: string;
    readonly branch?: string;
    readonly headers?: readonly string[];
    readonly body?: string;
  }): SipText {
    const uri = parts.uri ?? this.#uri('service');
    const local = `${bracketed(this.#options.localHost)}:${this.#wire.localPort}`;
    const transport = this.#options.transport.toUpperCase();
    const callId = parts.callId ?? randomBytes(8).toString('hex');
    const number = parts.callerNumber ?? 'caller';
    const body = parts.body ?? '';
    const typed = parts.headers?.some((header) => header.startsWith('Content-Type:')) ?? false;
    const branch = parts.branch ?? randomBytes(8).toString('hex');
    return new SipText(
      [
        `${parts.method} ${uri} SIP/2.0`,
        `Via: SIP/2.0/${transport} ${local};rport;branch=z9hG4bK${branch}`,
        `From: <sip:${number}@${local}>;tag=${callId.slice(0, 8)}`,
        `To: ${parts.to ?? `<${uri}>`}`,
        `Call-ID: ${callId}`,
        `CSeq: ${parts.cseq ?? 1} ${parts.method === 'ACK' ? 'ACK' : parts.method}`,
        `Contact: <sip:${number}@${local};transport=${this.#options.transport}>`,
        'Max-Forwards: 70',
        ...(parts.headers ?? []),
        ...(body === '' || typed ? [] : ['Content-Type: application/sdp']),
        `Content-Length: ${Buffer.byteLength(body)}`,
        '',
        body,
      ].join('\r\n'),
    );
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const { timer } of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
    await this.#wire.close();
  }

  #uri(user: string): string {
    const { host, port, transport } = this.#options;
    return `sip:${user}@${bracketed(host)}:${port};transport=${transport}`;
  }

  #receive(message: SipText): void {
    if (message.status === 0) {
      this.#receiveRequest(message);
      return;
    }
    const waiting = this.#waiting.get(message.branch);
    if (waiting === undefined || message.status < 200) return;
    clearTimeout(waiting.timer);
    this.#waiting.delete(message.branch);
    waiting.resolve(message);
  }

  #receiveRequest(request: SipText): void {
    if (request.method === 'ACK') return;
    const call = this.#calls.get(request.header('Call-ID'));
    const copied = ['Via', 'From', 'To', 'Call-ID', 'CSeq'].map(
      (name) => `${name}: ${request.header(name)}`,
    );
    // The bridge may ask for audio elsewhere (RFC 3261 §14.2).
    const answer = request.method === 'INVITE' ? (call?.answerTo(request.body) ?? '') : '';
    const described = [
      `Contact: <sip:${bracketed(this.#options.localHost)}:${this.#wire.localPort};transport=${this.#options.transport}>`,
      'Content-Type: application/sdp',
    ];
    this.send(
      [
        'SIP/2.0 200 OK',
        ...copied,
        ...(answer === '' ? [] : described),
        `Content-Length: ${Buffer.byteLength(answer)}`,
        '',
        answer,
      ].join('\r\n'),
    );
    if (request.method === 'BYE') call?.bridgeHungUp(request);
  }
}

/** One call of a SipCaller that the bridge has answered. */
export class SipCall {
  /** Resolves to the bridge's BYE. */
  readonly ended: Promise<SipText>;
  /** The bridge's BYE, once it has come. */
  bye: SipText | null = null;
  sdp = '';
  /** What it answers to an offer of the bridge's. */
  answerTo: (offer: string) => string = () => '';
  #resolveEnded: (bye: SipText) => void = () => undefined;
  #target: string;
  #to: string;
  #cseq = 0;
  #answer: SipText | null = null;

  constructor(
    readonly caller: SipCaller,
    readonly callId: string,
    uri: string,
    readonly callerNumber: string,
  ) {
    this.#target = uri;
    this.#to = `<${uri}>`;
    this.ended = new Promise((resolve) => (this.#resolveEnded = resolve));
  }

  /** Changes the session; acknowledges the answer. */
  async reinvite(sdp: string): Promise<SipText> {
    const reply = await this.request('INVITE', [], sdp);
    this.answered(reply);
    this.acknowledge();
    return reply;
  }

  /** One key, by INFO. */
  key(key: string): Promise<SipText> {
    const type = 'Content-Type: application/dtmf-relay';
    return this.request('INFO', [type], `Signal=${key}\r\nDuration=100\r\n`);
  }

  hangUp(): Promise<SipText> {
    return this.request('BYE', [], '');
  }

  request(method: string, headers: readonly string[], body: string): Promise<SipText> {
    const { callId, callerNumber } = this;
    const cseq = ++this.#cseq;
    return this.caller.exchange(
      this.caller.request({
        method,
        uri: this.#target,
        callId,
        cseq,
        to: this.#to,
        callerNumber,
        headers,
        body,
        branch: `${callId}-${cseq}`,
      }),
    );
  }

  /** The final response to an INVITE has come. */
  answered(reply: SipText): void {
    this.#answer = reply;
    if (reply.status >= 300) return;
    this.#target = /<([^>]+)>/.exec(reply.header('Contact'))?.[1] ?? this.#target;
    this.#to = reply.header('To');
    this.sdp = reply.body;
  }

  /** The ACK of the last final response. */
  acknowledge(): void {
    const { callId, callerNumber } = this;
    const cseq = this.#cseq;
    const success = this.#answer!.status < 300;
    // The ACK of a refusal belongs to the INVITE's transaction (RFC 3261 §17.1.1.3).
    const branch = success ? `${callId}-ack-${cseq}` : `${callId}-${cseq}`;
    const to = this.#answer!.header('To');
    const ack = { method: 'ACK', uri: this.#target, callId, cseq, to, callerNumber, branch };
    this.caller.send(this.caller.request(ack).text);
  }

  bridgeHungUp(bye: SipText): void {
    this.bye ??= bye;
    this.#resolveEnded(this.bye);
  }
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

type OpenWire = (receive: (text: string) => void) => Wire;

async function udpWire(options: Required<SipCallerOptions>): Promise<OpenWire> {
  const type = options.host.includes(':') ? 'udp6' : 'udp4';
  const socket = createSocket({ type, recvBufferSize: 1 << 21 });
  socket.bind(0, options.localHost);
  await once(socket, 'listening');
  return (receive) => {
    socket.on('message', (data) => receive(data.toString('latin1')));
    socket.on('error', () => undefined);
    return {
      localPort: socket.address().port,
      send: (text) => socket.send(text, options.port, options.host, () => undefined),
      close: () => new Promise<void>((resolve) => socket.close(resolve)),
    };
  };
}

async function tcpWire(options: Required<SipCallerOptions>): Promise<OpenWire> {
  const { host, port, localHost: localAddress } = options;
  const socket = connect({ host, port, localAddress });
  await once(socket, 'connect');
  return (receive) => {
    const reader = new SipReader();
    socket.on('data', (data) => {
      for (const text of reader.push(data.toString('latin1'))) receive(text);
    });
    socket.on('error', () => undefined);
    return {
      localPort: socket.localPort ?? 0,
      send: (text) => void socket.write(text),
      close: () =>
        new Promise<void>((resolve) => {
          socket.once('close', () => resolve());
          socket.destroy();
        }),
    };
  };
}
