import dgram from 'node:dgram';
import { once } from 'node:events';

/** RFC 3261's T1 and the moment a caller gives up [ms]. */
const T1_MS = 500;
const GIVE_UP_MS = 10_000;
/** After any number of INFOs. */
const BYE_SEQUENCE = 1000;

export interface AnsweredCall {
  readonly callId: string;
  readonly rtpPort: number;
  /** INVITE sent → 200 received. */
  readonly setupMs: number;
  readonly to: string;
  readonly contact: string;
}

interface Waiting {
  readonly resolve: (response: string) => void;
  readonly giveUp: NodeJS.Timeout;
  retransmit: NodeJS.Timeout;
}

function header(message: string, name: string): string {
  const match = new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(message);
  return match?.[1]?.trim() ?? '';
}

/** As little of a SIP user agent as dialling a bridge takes; it shares no code with the bridge. */
export class SipCaller {
  readonly #socket: dgram.Socket;
  readonly #serverPort: number;
  readonly #waiting = new Map<string, Waiting>();
  #serial = 0;
  retransmissions = 0;

  private constructor(socket: dgram.Socket, serverPort: number) {
    this.#socket = socket;
    this.#serverPort = serverPort;
    socket.on('message', (data) => this.#received(data.toString('latin1')));
  }

  static async open(serverPort: number): Promise<SipCaller> {
    const socket = dgram.createSocket({ type: 'udp4', recvBufferSize: 1 << 21 });
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return new SipCaller(socket, serverPort);
  }

  async invite(user: string, rtpPort: number): Promise<AnsweredCall> {
    const callId = `bench-${process.pid}-${(this.#serial += 1)}`;
    const body = [
      'v=0',
      'o=bench 1 1 IN IP4 127.0.0.1',
      's=-',
      'c=IN IP4 127.0.0.1',
      't=0 0',
      `m=audio ${rtpPort} RTP/AVP 0 101`,
      'a=rtpmap:0 PCMU/8000',
      'a=rtpmap:101 telephone-event/8000',
      'a=ptime:20',
      '',
    ].join('\r\n');
    const uri = `sip:${user}@127.0.0.1:${this.#serverPort}`;
    const to = `<${uri}>`;
    const started = performance.now();
    const response = await this.#request('INVITE', uri, callId, to, 1, body);
    const setupMs = performance.now() - started;
    const status = Number(response.split(' ', 2)[1]);
    const answeredTo = header(response, 'To');
    if (status !== 200) {
      this.#send('ACK', uri, callId, answeredTo, 1, `${callId}-INVITE-1`, '');
      throw new Error(`INVITE ${user}: ${response.split('\r\n', 1)[0]}`);
    }
    const contact = /<([^>]+)>/.exec(header(response, 'Contact'))?.[1] ?? uri;
    this.#send('ACK', contact, callId, answeredTo, 1, `${callId}-ACK-1`, '');
    const port = Number(/^m=audio (\d+)/m.exec(response)?.[1]);
    return { callId, rtpPort: port, setupMs, to: answeredTo, contact };
  }

  /** Keys by INFO (application/dtmf-relay), one after another. */
  async press(call: AnsweredCall, keys: string): Promise<void> {
    for (let index = 0; index < keys.length; index += 1) {
      const body = `Signal=${keys.charAt(index)}\r\nDuration=100\r\n`;
      await this.#request('INFO', call.contact, call.callId, call.to, 2 + index, body);
    }
  }

  async bye(call: AnsweredCall): Promise<void> {
    await this.#request('BYE', call.contact, call.callId, call.to, BYE_SEQUENCE, '');
  }

  close(): void {
    this.#socket.close();
  }

  #request(
    method: string,
    uri: string,
    callId: string,
    to: string,
    cseq: number,
    body: string,
  ): Promise<string> {
    const branch = `${callId}-${method}-${cseq}`;
    const send = (): void => this.#send(method, uri, callId, to, cseq, branch, body);
    return new Promise((resolve, reject) => {
      const giveUp = setTimeout(() => {
        this.#settle(branch);
        reject(new Error(`${method} ${callId}: no final response in ${GIVE_UP_MS} ms`));
      }, GIVE_UP_MS);
      const retransmitAfter = (delayMs: number): NodeJS.Timeout =>
        setTimeout(() => {
          this.retransmissions += 1;
          send();
          waiting.retransmit = retransmitAfter(delayMs * 2);
        }, delayMs);
      const waiting: Waiting = { resolve, giveUp, retransmit: retransmitAfter(T1_MS) };
      this.#waiting.set(branch, waiting);
      send();
    });
  }

  #settle(branch: string): Waiting | undefined {
    const waiting = this.#waiting.get(branch);
    this.#waiting.delete(branch);
    clearTimeout(waiting?.giveUp);
    clearTimeout(waiting?.retransmit);
    return waiting;
  }

  #send(
    method: string,
    uri: string,
    callId: string,
    to: string,
    cseq: number,
    branch: string,
    body: string,
  ): void {
    const port = this.#socket.address().port;
    const message = [
      `${method} ${uri} SIP/2.0`,
      `Via: SIP/2.0/UDP 127.0.0.1:${port};rport;branch=z9hG4bK${branch}`,
      `From: <sip:bench@127.0.0.1:${port}>;tag=${callId}`,
      `To: ${to}`,
      `Call-ID: ${callId}`,
      `CSeq: ${cseq} ${method}`,
      `Contact: <sip:bench@127.0.0.1:${port}>`,
      'Max-Forwards: 70',
      ...(body === ''
        ? []
        : [`Content-Type: application/${method === 'INFO' ? 'dtmf-relay' : 'sdp'}`]),
      `Content-Length: ${body.length}`,
      '',
      body,
    ].join('\r\n');
    this.#socket.send(message, this.#serverPort, '127.0.0.1');
  }

  #received(message: string): void {
    if (!message.startsWith('SIP/2.0 ')) {
      this.#answerRequest(message);
      return;
    }
    const status = Number(message.slice(8, 11));
    const branch = /branch=z9hG4bK([^;\s,]+)/i.exec(header(message, 'Via'))?.[1] ?? '';
    const waiting = this.#waiting.get(branch);
    if (waiting === undefined) return;
    // A provisional answer ends the retransmissions of an INVITE (RFC 3261 §17.1.1.2).
    if (status < 200) clearTimeout(waiting.retransmit);
    else this.#settle(branch)?.resolve(message);
  }

  /** The bridge hangs up, or refreshes: agree. */
  #answerRequest(message: string): void {
    if (message.startsWith('ACK ')) return;
    const copied = ['Via', 'From', 'To', 'Call-ID', 'CSeq'].map(
      (name) => `${name}: ${header(message, name)}`,
    );
    const response = ['SIP/2.0 200 OK', ...copied, 'Content-Length: 0', '', ''].join('\r\n');
    this.#socket.send(response, this.#serverPort, '127.0.0.1');
  }
}
