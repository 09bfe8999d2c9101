import { Emitter } from '../../bridge/kernel/events.js';
import type {
  CallParties,
  CallTarget,
  HangupReason,
  LegEnd,
  OutboundLeg,
  OutboundLegEvents,
} from '../../bridge/ports/signalling.js';

/** A call that we make, whose far end is the test. */
export class FakeOutboundLeg implements OutboundLeg {
  readonly id = 'outbound';
  readonly callId: string;
  readonly direction = 'outbound';
  readonly parties: CallParties;
  readonly events = new Emitter<OutboundLegEvents>((error) => {
    throw error;
  });
  hungUp: HangupReason | null = null;
  #over = false;

  constructor(readonly target: CallTarget) {
    this.callId = `call-to-${target.uri}`;
    this.parties = {
      callerNumber: target.callerNumber ?? null,
      callerName: null,
      dialledNumber: target.uri,
      dialledCandidates: [],
    };
  }

  ring(): void {
    this.events.emit('ringing');
  }

  answer(): void {
    this.events.emit('answered', 'v=0 theirs');
  }

  reject(status: number): void {
    this.#end({ by: 'remote-reject', status, text: '' });
  }

  bye(): void {
    this.#end({ by: 'remote-bye', status: null, text: '' });
  }

  press(keys: string): void {
    for (const key of keys) this.events.emit('key', key, 100);
  }

  hangUp(reason: HangupReason): void {
    if (this.#over) return;
    this.hungUp = reason;
    this.#end({ by: 'local', status: null, text: reason.text });
  }

  reoffer(): Promise<string> {
    return Promise.resolve('v=0 theirs again');
  }

  #end(end: LegEnd): void {
    if (this.#over) return;
    this.#over = true;
    this.events.emit('ended', end);
  }
}
