import type { Test } from 'tap';
import { silentLogger } from '../../../bridge/kernel/logger.js';
import type { InboundLeg, OutboundLeg, Signalling } from '../../../bridge/ports/signalling.js';
import { createEmbeddedSignalling } from '../../../bridge/sip/user-agent/signalling.js';
import { createSystemClock } from '../../../bridge/system/clock.js';
import { createSystemRandom } from '../../../bridge/system/random.js';

export type MakeSignalling = (t: Test) => Promise<Signalling>;

/** A signalling under test, and a phone at its other end. */
export class Line {
  readonly signalling: Signalling;
  readonly phone: Signalling;
  #address = '';
  #phoneAddress = '';
  readonly #calls: InboundLeg[] = [];
  readonly #phoneCalls: InboundLeg[] = [];
  #arrived: () => void = () => undefined;

  private constructor(signalling: Signalling) {
    this.signalling = signalling;
    this.phone = createEmbeddedSignalling({
      listen: [{ transport: 'udp', host: '127.0.0.1', port: 0 }],
      clock: createSystemClock(),
      random: createSystemRandom(),
      logger: silentLogger,
    });
  }

  static async open(t: Test, make: MakeSignalling): Promise<Line> {
    const line = new Line(await make(t));
    t.teardown(async () => {
      await line.phone.close();
      await line.signalling.close();
    });
    line.#address = await line.#start(line.signalling, line.#calls);
    line.#phoneAddress = await line.#start(line.phone, line.#phoneCalls);
    return line;
  }

  uri(user: string): string {
    return `sip:${user}@${this.#address}`;
  }

  /** A call of the phone, not answered yet. */
  async callIn(
    user = '4711',
    callerNumber = '200',
  ): Promise<{ caller: OutboundLeg; leg: InboundLeg }> {
    const caller = this.phone.call({ uri: this.uri(user), callerNumber }, offerSdp(4000));
    return { caller, leg: await this.#arrival(this.#calls, caller) };
  }

  /** A call of the phone that is up. */
  async up(): Promise<{ caller: OutboundLeg; leg: InboundLeg }> {
    const call = await this.callIn();
    await call.leg.answer(answerSdp(4100));
    return call;
  }

  /** A call to the phone, not answered yet. */
  async callOut(): Promise<{ leg: OutboundLeg; callee: InboundLeg }> {
    const uri = `sip:200@${this.#phoneAddress}`;
    const leg = this.signalling.call({ uri, callerNumber: '+3225550199' }, offerSdp(4200));
    return { leg, callee: await this.#arrival(this.#phoneCalls, leg) };
  }

  async #start(signalling: Signalling, calls: InboundLeg[]): Promise<string> {
    const addresses = await signalling.start((leg) => {
      calls.push(leg);
      this.#arrived();
    });
    const { host, port } = addresses.find(({ transport }) => transport === 'udp')!;
    return `${host}:${port}`;
  }

  async #arrival(calls: InboundLeg[], caller: OutboundLeg): Promise<InboundLeg> {
    const failed = new Promise<never>((_resolve, reject) => {
      caller.events.on('ended', (end) => reject(new Error(`no call came: ${JSON.stringify(end)}`)));
    });
    failed.catch(() => undefined);
    for (let leg = calls.shift(); ; leg = calls.shift()) {
      if (leg !== undefined) return leg;
      await Promise.race([failed, new Promise<void>((resolve) => (this.#arrived = resolve))]);
    }
  }
}

export function offerSdp(port: number): string {
  return sdp(port, [0, 8]);
}

export function answerSdp(port: number): string {
  return sdp(port, [0]);
}

function sdp(port: number, payloads: readonly number[]): string {
  return [
    'v=0',
    `o=- 1 ${port} IN IP4 127.0.0.1`,
    's=-',
    'c=IN IP4 127.0.0.1',
    't=0 0',
    `m=audio ${port} RTP/AVP ${payloads.join(' ')}`,
    'a=sendrecv',
    '',
  ].join('\r\n');
}

export { next } from '../media-server/fixture.js';
