import net from 'node:net';

/** A message of ours that drachtio was asked to send. */
export interface SentMessage {
  /** The start line. */
  readonly line: string;
  readonly text: string;
}

const time = '14:05:29.862446';
const dialogId = 'dnG4rfoX6tmL3Rp1wIFaVA;from-tag=JKh2vrAZK-Q';

/**
 * Speaks the protocol of drachtio-server's admin port over a real socket, in the frames that
 * drachtio-server 0.9.10 was recorded to send. The SIP side is what the test says.
 */
export class ScriptedDrachtio {
  readonly sent: SentMessage[] = [];
  /** Dialogs are known; after a restart they are not. */
  knowsDialogs = true;
  /** What a request of ours is answered with, in the same segment as the word that it is out. */
  answer: string | null = null;
  connections = 0;
  /** It hangs: takes everything, and answers nothing. */
  mute = false;
  readonly #secret: string;
  readonly #sockets = new Set<net.Socket>();
  /** Its own connection to the bridge, for one call. */
  #forCall: net.Socket | null = null;
  readonly #waiting = new Set<() => void>();
  #server: net.Server;
  #port = 0;
  #ids = 0;
  #authenticated: () => void = () => undefined;

  private constructor(secret: string) {
    this.#secret = secret;
    this.#server = this.#newServer();
  }

  static async start(secret = 'cymru'): Promise<ScriptedDrachtio> {
    const scripted = new ScriptedDrachtio(secret);
    await scripted.listen();
    return scripted;
  }

  get port(): number {
    return this.#port;
  }

  get dialogId(): string {
    return dialogId;
  }

  async listen(): Promise<void> {
    if (this.#port !== 0) this.#server = this.#newServer();
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (this.#server.address() as net.AddressInfo).port;
  }

  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.cut();
    await closed;
  }

  /** Connects to the bridge for the next call, as its request-handler says, and waits to be told the secret. */
  async connectTo(port: number): Promise<net.Socket> {
    const socket = net.connect(port, '127.0.0.1');
    this.#serve(socket);
    this.#forCall = socket;
    socket.on('close', () => (this.#forCall = null));
    await new Promise<void>((resolve) => (this.#authenticated = resolve));
    return socket;
  }

  /** A request that came to drachtio from the network. */
  receive(
    method: 'INVITE' | 'ACK' | 'BYE' | 'INFO' | 'REFER' | 'CANCEL',
    body = '',
    headers = '',
  ): void {
    const inside = method !== 'INVITE' && method !== 'CANCEL';
    const type = headers === '' && body !== '' ? 'Content-Type: application/sdp\r\n' : headers;
    const message = [
      `${method} sip:4711@127.0.0.1:5070 SIP/2.0`,
      'Via: SIP/2.0/UDP 127.0.0.1:40240;rport=40240;branch=z9hG4bKnnmCkfMPqKp82fsO',
      'Max-Forwards: 70',
      'From: <sip:+3225550100@127.0.0.1>;tag=JKh2vrAZK-Q',
      `To: <sip:4711@127.0.0.1:5070>${inside ? ';tag=7gU34U6a65ZDp' : ''}`,
      'Call-ID: dnG4rfoX6tmL3Rp1wIFaVA',
      `CSeq: 26167 ${method}`,
      'Contact: <sip:bridge@127.0.0.1:40240>',
      `${type}Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n');
    const dialog = inside ? `${dialogId}|` : '|127.0.0.1|5070|';
    const meta = `sip|network|608|udp|127.0.0.1|40240|${time}|${this.#id('txn')}|${dialog}`;
    this.#send(`${meta}\r\n${message}`);
  }

  /** drachtio ends a dialog by itself. */
  endDialog(reason: string): void {
    const message = [
      'BYE sip:4711@127.0.0.1:5070 SIP/2.0',
      'Via: SIP/2.0/UDP 127.0.0.1:5070;rport;branch=z9hG4bKbLDbdO525HPIkSVi',
      'From: <sip:4711@127.0.0.1:5070>;tag=7gU34U6a65ZDp',
      'To: <sip:+3225550100@127.0.0.1>;tag=JKh2vrAZK-Q',
      'Call-ID: dnG4rfoX6tmL3Rp1wIFaVA',
      'CSeq: 1 BYE',
      `Reason: SIP;cause=200;text="${reason}"`,
      'Content-Length: 0',
      '',
      '',
    ].join('\r\n');
    const meta = `sip|application|331|udp|127.0.0.1|40240|${time}|unsolicited|${dialogId}|`;
    this.#send(`${meta}\r\n${message}`);
  }

  sendRaw(text: string): void {
    for (const socket of this.#sockets) socket.write(text);
  }

  /** Resolves with the first message of ours, from `from` on, whose start line has this. */
  async until(text: string, from = 0): Promise<SentMessage> {
    for (;;) {
      const found = this.sent.slice(from).find(({ line }) => line.includes(text));
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  #newServer(): net.Server {
    return net.createServer((socket) => {
      this.connections++;
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      this.#serve(socket);
    });
  }

  #serve(socket: net.Socket): void {
    socket.on('error', () => undefined);
    let buffer = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      buffer = Buffer.concat([buffer, chunk]);
      for (;;) {
        const hash = buffer.indexOf('#');
        const length = Number(buffer.toString('utf8', 0, Math.max(0, hash)));
        if (hash === -1 || buffer.length < hash + 1 + length) return;
        this.#take(socket, buffer.toString('utf8', hash + 1, hash + 1 + length));
        buffer = buffer.subarray(hash + 1 + length);
      }
    });
  }

  #take(socket: net.Socket, frame: string): void {
    if (this.mute) return;
    const [head = '', ...rest] = frame.split('\r\n');
    const [id = '', verb = '', ...words] = head.split('|');
    switch (verb) {
      case 'authenticate': {
        const here = 'tcp/127.0.0.1:5070,udp/127.0.0.1:5070';
        const welcome = `OK|${here}|v0.9.10-1-g9c2dd4cb6a|${here}`;
        const isRight = words[0] === this.#secret;
        this.#reply(socket, `response|${id}|${isRight ? welcome : 'NOK|unauthorized'}`);
        if (isRight && socket === this.#forCall) this.#authenticated();
        return;
      }
      case 'route':
        this.#reply(socket, `response|${id}|OK`);
        return;
      case 'ping':
        this.#reply(socket, `response|${id}|OK|pong`);
        return;
      case 'sip':
        this.#sip(socket, id, words, rest.join('\r\n'));
    }
  }

  #sip(
    socket: net.Socket,
    id: string,
    [transaction = '', dialog = '']: readonly string[],
    text: string,
  ): void {
    const line = text.split('\r\n')[0]!;
    this.sent.push({ line, text });
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
    if (line.startsWith('SIP/2.0')) {
      const meta = `application|272|udp|127.0.0.1|40240|${time}|${transaction}|${dialogId}||Msg sent:|`;
      this.#reply(socket, `response|${id}|OK|${meta}\r\n${text}`);
      return;
    }
    if (dialog !== '' && !this.knowsDialogs) {
      this.#reply(socket, `response|${id}|NOK|unable to find dialog for dialog id ${dialog}`);
      return;
    }
    const ours = this.#id('txn');
    const meta = `application|572|udp|127.0.0.1|5070|${time}|${ours}|Msg sent:|`;
    const echoed = `response|${id}|OK|${meta}\r\n${withCommonHeaders(text)}`;
    if (this.answer === null || line.startsWith('ACK')) {
      this.#reply(socket, echoed);
      return;
    }
    const response = this.answer.replace('\r\n', `\r\n${responseHeaders(text)}`);
    const answered = `sip|network|334|udp|127.0.0.1|40240|${time}|${ours}|${dialogId}|\r\n${response}`;
    this.#reply(socket, echoed, answered);
  }

  /** What comes from the network, to who takes it. */
  #send(message: string): void {
    if (this.#forCall !== null) this.#reply(this.#forCall, message);
    else for (const socket of this.#sockets) this.#reply(socket, message);
  }

  /** All in one segment. */
  #reply(socket: net.Socket, ...messages: readonly string[]): void {
    const frames = messages.map((message) => {
      const text = `${this.#id('msg')}|${message}`;
      return `${Buffer.byteLength(text)}#${text}`;
    });
    socket.write(frames.join(''));
  }

  #id(kind: string): string {
    return `${kind}-${++this.#ids}`;
  }
}

const commonHeaders = [
  'Via: SIP/2.0/UDP 127.0.0.1:5070;rport=5070;branch=z9hG4bKgySvS683S38mm',
  'From: <sip:+3225550199@127.0.0.1:5070>;tag=8Smv6pQe3ep0H',
  'To: <sip:200@127.0.0.1:40240>;tag=roWYU9mv-o0',
  'CSeq: 123167573 INVITE',
  '',
].join('\r\n');

function responseHeaders(request: string): string {
  const field = (name: string): string =>
    new RegExp(`^${name}: .*\\r\\n`, 'im').exec(request)?.[0] ?? '';
  const callId = field('Call-ID') || 'Call-ID: fzUdi3JZiebTCpSmXzI3ew\r\n';
  const cseq = field('CSeq');
  const common = cseq === '' ? commonHeaders : commonHeaders.replace(/^CSeq: .*\r\n/m, cseq);
  return callId + common;
}

/** As drachtio completes a request before it sends it. */
function withCommonHeaders(text: string): string {
  const callId = text.includes('Call-ID:') ? '' : 'Call-ID: fzUdi3JZiebTCpSmXzI3ew\r\n';
  const bare = text.replace(/^From:.*\r\n/m, '');
  return bare.replace('\r\n', `\r\n${callId}${commonHeaders}`);
}
