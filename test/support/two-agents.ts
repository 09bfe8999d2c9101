import type { Listenable } from '../../bridge/kernel/events.js';
import { silentLogger } from '../../bridge/kernel/logger.js';
import type {
  CallTarget,
  InboundLeg,
  LegEnd,
  LegEvents,
  OfferResponder,
  OutboundLeg,
  Signalling,
} from '../../bridge/ports/signalling.js';
import type { EmbeddedSignallingOptions } from '../../bridge/sip/user-agent/options.js';
import { createEmbeddedSignalling } from '../../bridge/sip/user-agent/signalling.js';
import { FakeClock } from './fake-clock.js';
import { FakeSipNetwork } from './fake-sip-network.js';
import { SeededRandom } from './seeded-random.js';

/** What one leg's events said, in order. */
export interface LegRecord {
  readonly answers: string[];
  readonly offers: { readonly offer: string | null; readonly respond: OfferResponder }[];
  readonly keys: string[];
  readonly ends: LegEnd[];
  rang: number;
  readonly answered: string[];
}

const callerAddress = '10.0.0.1';
const calleeAddress = '10.0.0.2';

/** A user agent that calls, one that is called, and the network and clock between them. */
export class TwoAgents {
  readonly clock = new FakeClock();
  readonly network = new FakeSipNetwork();
  readonly caller: Signalling;
  readonly callee: Signalling;
  /** Called for each call that arrives; keeps it ringing by default. */
  take: (leg: InboundLeg) => void = () => undefined;
  readonly arrived: InboundLeg[] = [];
  readonly inbound: LegRecord[] = [];

  private constructor(options: {
    caller?: Partial<EmbeddedSignallingOptions>;
    callee?: Partial<EmbeddedSignallingOptions>;
  }) {
    this.caller = this.#agent(callerAddress, 1, options.caller ?? {});
    this.callee = this.#agent(calleeAddress, 2, options.callee ?? {});
  }

  static async start(
    options: {
      caller?: Partial<EmbeddedSignallingOptions>;
      callee?: Partial<EmbeddedSignallingOptions>;
      /** For those who must be on the network first. */
      beforeStart?: (network: FakeSipNetwork) => Promise<void>;
    } = {},
  ): Promise<TwoAgents> {
    const agents = new TwoAgents(options);
    await options.beforeStart?.(agents.network);
    await agents.caller.start((leg) => leg.reject(480));
    await agents.callee.start((leg) => {
      agents.arrived.push(leg);
      agents.inbound.push(recordLeg(leg));
      agents.take(leg);
    });
    return agents;
  }

  #agent(address: string, seed: number, options: Partial<EmbeddedSignallingOptions>): Signalling {
    return createEmbeddedSignalling({
      listen: [],
      clock: this.clock,
      random: new SeededRandom(seed),
      logger: silentLogger,
      transportLayer: this.network.at(address),
      ...options,
    });
  }

  call(target: Partial<CallTarget> = {}, offer = 'offer of the caller') {
    const leg = this.caller.call({ uri: `sip:1234@${calleeAddress}`, ...target }, offer);
    return { leg, record: recordLeg(leg) };
  }

  /** A call that is up, as both ends see it. */
  async establish(): Promise<{
    readonly out: OutboundLeg;
    readonly outRecord: LegRecord;
    readonly in: InboundLeg;
    readonly inRecord: LegRecord;
  }> {
    this.take = (leg) => void leg.answer('answer of the callee').catch(() => undefined);
    const { leg, record } = this.call();
    await this.clock.settle();
    const arrived = this.arrived.at(-1);
    const inRecord = this.inbound.at(-1);
    if (arrived === undefined || inRecord === undefined || record.answered.length !== 1) {
      throw new Error(`the call did not come up: ${this.network.names().join(', ')}`);
    }
    return { out: leg, outRecord: record, in: arrived, inRecord };
  }

  /** Closes both ends; what is left of timers afterwards is a leak. */
  async close(): Promise<string[]> {
    const closing = Promise.all([this.caller.close(), this.callee.close()]);
    await this.clock.settle(2_000);
    await closing;
    return this.clock.survivors();
  }
}

function recordLeg(leg: InboundLeg | OutboundLeg): LegRecord {
  const record: LegRecord = { answers: [], offers: [], keys: [], ends: [], rang: 0, answered: [] };
  const events: Listenable<LegEvents> = leg.events;
  events.on('answer', (sdp) => record.answers.push(sdp));
  events.on('offer', (offer, respond) => record.offers.push({ offer, respond }));
  events.on('key', (key, durationMs) => record.keys.push(`${key} ${durationMs}`));
  events.on('ended', (end) => record.ends.push(end));
  if (leg.direction === 'outbound') {
    leg.events.on('ringing', () => record.rang++);
    leg.events.on('answered', (sdp) => record.answered.push(sdp));
  }
  return record;
}
