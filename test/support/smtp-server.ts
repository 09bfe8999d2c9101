import { type AddressInfo, type Server, type Socket, createServer } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Test } from 'tap';
import { testCertificate } from './tls-certificate.js';

export interface SmtpBehaviour {
  /** Offers STARTTLS. */
  readonly starttls?: boolean;
  /** Whom it lets send; absent: everybody. */
  readonly auth?: { readonly user: string; readonly password: string };
  /** What it answers to a command, in place of what it would; null for the usual. */
  readonly answer?: (command: string) => string | null;
}

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** As it came, without the dots of RFC 5321 §4.5.2. */
  readonly text: string;
  readonly encrypted: boolean;
  readonly authenticated: boolean;
}

/** A mail server on loopback that keeps what it is sent, and fails as it is told (RFC 5321). */
export class SmtpServer {
  readonly received: ReceivedMail[] = [];
  /** Every command, of all connections. */
  readonly commands: string[] = [];
  behaviour: SmtpBehaviour;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(behaviour: SmtpBehaviour) {
    this.behaviour = behaviour;
    this.#server = createServer((socket) => this.#take(socket));
  }

  static async start(t: Test, behaviour: SmtpBehaviour = {}, port = 0): Promise<SmtpServer> {
    const server = new SmtpServer(behaviour);
    await new Promise<void>((resolve) => server.#server.listen(port, '127.0.0.1', resolve));
    t.teardown(() => server.stop());
    return server;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  #take(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    new Session(this, socket).greet();
  }
}

class Session {
  readonly #server: SmtpServer;
  #socket: Socket;
  #text = '';
  #from = '';
  #to: string[] = [];
  #inData = false;
  #authenticated = false;

  constructor(server: SmtpServer, socket: Socket) {
    this.#server = server;
    this.#socket = socket;
    this.#read(socket);
  }

  greet(): void {
    this.#say(this.#server.behaviour.answer?.('') ?? '220 test ESMTP');
  }

  #read(socket: Socket): void {
    this.#socket = socket;
    socket.on('error', () => socket.destroy());
    socket.setEncoding('utf8').on('data', (text: string) => {
      this.#text += text;
      for (;;) {
        const end = this.#text.indexOf(this.#inData ? '\r\n.\r\n' : '\r\n');
        if (end < 0) return;
        const part = this.#text.slice(0, end);
        this.#text = this.#text.slice(end + (this.#inData ? 5 : 2));
        if (this.#inData) this.#mail(part);
        else this.#command(part);
      }
    });
  }

  #say(line: string): void {
    if (!this.#socket.destroyed) this.#socket.write(`${line}\r\n`);
    // RFC 5321 §3.8
    if (line.startsWith('421')) this.#socket.end();
  }

  #command(line: string): void {
    const { behaviour, commands } = this.#server;
    commands.push(line);
    const told = behaviour.answer?.(line) ?? null;
    if (told !== null) {
      this.#say(told);
      return;
    }
    const [verb = ''] = line.toUpperCase().split(' ');
    const encrypted = this.#socket instanceof TLSSocket;
    if (verb === 'EHLO') {
      const starttls = behaviour.starttls === true && !encrypted ? ['STARTTLS'] : [];
      const auth = behaviour.auth === undefined ? [] : ['AUTH PLAIN'];
      const offers = ['test', ...starttls, ...auth];
      this.#say(
        offers.map((one, n) => `250${n + 1 < offers.length ? '-' : ' '}${one}`).join('\r\n'),
      );
    } else if (verb === 'STARTTLS' && behaviour.starttls !== true) {
      this.#say('502 no such command');
    } else if (verb === 'STARTTLS') {
      this.#say('220 go on');
      const plain = this.#socket;
      plain.removeAllListeners('data');
      this.#read(new TLSSocket(plain, { isServer: true, ...testCertificate }));
    } else if (verb === 'AUTH') this.#authenticate(line);
    else if (verb === 'MAIL' && behaviour.auth !== undefined && !this.#authenticated) {
      this.#say('530 who are you');
    } else if (verb === 'MAIL') {
      this.#from = /<(.*)>/.exec(line)?.[1] ?? '';
      this.#to = [];
      this.#say('250 well');
    } else if (verb === 'RCPT') {
      this.#to.push(/<(.*)>/.exec(line)?.[1] ?? '');
      this.#say('250 well');
    } else if (verb === 'DATA') {
      this.#inData = true;
      this.#say('354 go on');
    } else if (verb === 'QUIT') {
      this.#say('221 bye');
      this.#socket.end();
    } else this.#say('250 well');
  }

  #authenticate(line: string): void {
    const { auth } = this.#server.behaviour;
    const given = Buffer.from(line.split(' ')[2] ?? '', 'base64').toString();
    this.#authenticated = given === `\0${auth?.user}\0${auth?.password}`;
    this.#say(this.#authenticated ? '235 well' : '535 no');
  }

  #mail(text: string): void {
    this.#inData = false;
    const told = this.#server.behaviour.answer?.('.') ?? null;
    if (told !== null) {
      this.#say(told);
      return;
    }
    this.#server.received.push({
      from: this.#from,
      to: this.#to,
      text: text.replace(/^\.\./gm, '.'),
      encrypted: this.#socket instanceof TLSSocket,
      authenticated: this.#authenticated,
    });
    this.#say('250 taken');
  }
}
