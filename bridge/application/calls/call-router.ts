import type { Random } from '../../ports/random.js';
import type { InboundLeg } from '../../ports/signalling.js';
import { InboundCall, type CallPorts, type CallSettings } from './inbound-call.js';
import type { OpenCalls } from './open-calls.js';

/** Takes each new call. */
export class CallRouter {
  readonly #ports: CallPorts;
  readonly #settings: CallSettings;
  readonly #random: Random;
  readonly #calls: OpenCalls;

  constructor(ports: CallPorts, settings: CallSettings, random: Random, calls: OpenCalls) {
    this.#ports = ports;
    this.#settings = settings;
    this.#random = random;
    this.#calls = calls;
  }

  take(leg: InboundLeg): void {
    const call: InboundCall = new InboundCall(
      this.#random.uuid(),
      leg,
      this.#ports,
      this.#settings,
      () => this.#calls.delete(call),
    );
    this.#calls.add(call);
    void call.take();
  }
}
