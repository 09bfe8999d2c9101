import { Emitter } from '../../bridge/kernel/events.js';
import type {
  CallParties,
  HangupReason,
  InboundLeg,
  LegEnd,
  LegEvents,
  LegSource,
  RejectOptions,
} from '../../bridge/ports/signalling.js';

/** An inbound leg whose far end is the test. */
export class FakeLeg implements InboundLeg {
  readonly id: string;
  readonly callId: string;
  readonly direction = 'inbound';
  readonly offer = 'v=0 theirs';
  readonly parties: CallParties;
  readonly source: LegSource = {
    transport: 'udp',
    address: '127.0.0.1',
    port: 5060,
    localAddress: '127.0.0.1',
    isPublic: false,
    trunk: null,
    user: null,
  };
  readonly events = new Emitter<LegEvents>((error) => {
    throw error;
  });
  answeredWith: string | null = null;
  rejected: { status: number; options: RejectOptions | undefined } | null = null;
  hungUp: HangupReason | null = null;
  #over = false;

  constructor(dialled: string, callerNumber: string | null = '+3225550199') {
    this.id = `leg-${dialled}`;
    this.callId = `call-${dialled}-${callerNumber ?? 'withheld'}`;
    this.parties = {
      callerNumber,
      callerName: null,
      dialledNumber: dialled,
      dialledCandidates: [{ source: 'request-uri', number: dialled }],
    };
  }

  progress(): void {
    // Inbound calls are answered at once.
  }

  answer(sdp: string): Promise<void> {
    this.answeredWith = sdp;
    return Promise.resolve();
  }

  reject(status: number, options?: RejectOptions): void {
    this.rejected = { status, options };
    this.#end({ by: 'local', status, text: options?.reason ?? '' });
  }

  hangUp(reason: HangupReason): void {
    if (this.#over) return;
    this.hungUp = reason;
    this.#end({ by: 'local', status: null, text: reason.text });
  }

  reoffer(): Promise<string> {
    return Promise.resolve('v=0 theirs again');
  }

  /** The far end hangs up. */
  bye(): void {
    this.#end({ by: 'remote-bye', status: null, text: '' });
  }

  press(keys: string): void {
    for (const key of keys) this.events.emit('key', key, 100);
  }

  #end(end: LegEnd): void {
    if (this.#over) return;
    this.#over = true;
    this.events.emit('ended', end);
  }
}
