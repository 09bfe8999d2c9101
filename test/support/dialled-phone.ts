import type { BridgeProcess } from './bridge-process.js';
import { RtpPhone, type PhoneOptions } from './rtp-phone.js';
import { SipCaller, type SipCall } from './sip-caller.js';

export interface DialOptions extends PhoneOptions {
  readonly transport?: 'udp' | 'tcp';
  readonly callerNumber?: string;
  /** What it offers in place of its own description. */
  readonly offer?: (sdp: string) => string;
}

/** A call of a test's own making: its signalling and its audio. */
export class DialledPhone {
  #closed = false;

  private constructor(
    readonly caller: SipCaller,
    readonly call: SipCall,
    readonly rtp: RtpPhone,
  ) {}

  /** Resolves when the bridge has answered and audio is sent. @throws Refused */
  static async dial(
    bridge: BridgeProcess,
    user: string,
    options: DialOptions = {},
  ): Promise<DialledPhone> {
    const { host = '127.0.0.1', transport = 'udp', callerNumber = 'caller' } = options;
    const rtp = await RtpPhone.open(options);
    const caller = await SipCaller.open({ host, port: bridge.sipPort, transport });
    try {
      const offer = (options.offer ?? ((sdp: string) => sdp))(rtp.sdp());
      const call = await caller.invite(user, offer, { callerNumber });
      rtp.connect(call.sdp);
      call.answerTo = (sdp) => {
        rtp.connect(sdp);
        return rtp.sdp();
      };
      return new DialledPhone(caller, call, rtp);
    } catch (error) {
      await caller.close();
      await rtp.close();
      throw error;
    }
  }

  /** Dials a room that participants may start, and skips the question for the organizer. */
  static async join(
    bridge: BridgeProcess,
    room: string,
    options: DialOptions = {},
  ): Promise<DialledPhone> {
    const members = await bridge.metric('members');
    const phone = await DialledPhone.dial(bridge, room, options);
    phone.rtp.press('#');
    await bridge.untilMetric('members', (now) => now > members);
    return phone;
  }

  /** Keys, one after another, as RFC 4733 events. */
  async key(keys: string): Promise<void> {
    for (const key of keys) {
      this.rtp.press(key);
      await this.rtp.hear(200);
    }
  }

  async hangUp(): Promise<void> {
    if (this.call.bye === null) await this.call.hangUp();
    await this.close();
  }

  /** Without a word. Idempotent. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.caller.close();
    await this.rtp.close();
  }
}
