import type { Random } from '../../ports/random.js';
import type { InboundLeg } from '../../ports/signalling.js';
import { InboundCall, type InboundCallDependencies, type CallSettings } from './inbound-call.js';
import type { OpenCalls } from './open-calls.js';

/** Takes each new call. */
export class CallRouter {
  readonly #deps: InboundCallDependencies;
  readonly #settings: CallSettings;
  readonly #random: Random;
  readonly #calls: OpenCalls;

  constructor(
    deps: InboundCallDependencies,
    settings: CallSettings,
    random: Random,
    calls: OpenCalls,
  ) {
    this.#deps = deps;
    this.#settings = settings;
    this.#random = random;
    this.#calls = calls;
  }

  take(leg: InboundLeg): void {
    const call: InboundCall = new InboundCall(
      this.#random.uuid(),
      leg,
      this.#deps,
      this.#settings,
      () => this.#calls.delete(call),
    );
    this.#calls.add(call);
    void call.take();
  }
}
