import { PartylineError } from '../kernel/errors.js';
import type { Clock } from '../ports/clock.js';
import type { OutboundLeg } from '../ports/signalling.js';
import type { Random } from '../ports/random.js';
import type { Dialer } from './dialer.js';
import type { EslConnection } from './esl/connection.js';
import type { EslEvent } from './esl/event.js';

/** How an application that a channel ran has ended: by itself, or with its channel. */
export type ExecutionEnd =
  { readonly kind: 'complete'; readonly response: string } | { readonly kind: 'gone' };

/** What a channel needs of the server it is on. */
export interface ChannelServer {
  readonly name: string;
  /** `sip:host:port` of FreeSWITCH's profile for us. */
  readonly sipUri: string;
  /**
   * Its event socket; where that has only broken, the one that is made anew.
   * @throws PartylineError `media-lost`
   */
  reach(): Promise<EslConnection>;
  /**
   * Runs an API command that does no harm twice: again, where the connection broke before the answer.
   * @throws PartylineError `media-lost`
   */
  api(command: string): Promise<string>;
  adopt(channel: Channel): void;
  forget(channel: Channel): void;
}

export interface ChannelOptions {
  readonly dialer: Dialer;
  readonly clock: Clock;
  readonly random: Random;
  /** Names the bridge at FreeSWITCH, over its restarts: letters and digits. */
  readonly owner?: string;
}

export interface ChannelDelegate {
  event(event: EslEvent): void;
  /** Once, unless it was hung up by us; `cause` as FreeSWITCH names it. */
  gone(cause: string): void;
}

/** FreeSWITCH is near: what it does not answer by then it will not answer [ms]. */
const answerWithinMs = 4_000;
/** Its last event, with the counters, follows the BYE at once [ms]. */
const lastEventWithinMs = 2_000;

/**
 * One channel of FreeSWITCH: a call to it, which its dialplan answers and parks. The profile takes
 * the Call-ID for the channel's UUID, so that the event socket and the call speak of the same.
 */
export class Channel {
  readonly uuid: string;
  readonly server: ChannelServer;
  /** FreeSWITCH's description as last given. */
  sdp: string;
  delegate: ChannelDelegate | null = null;
  readonly #leg: OutboundLeg;
  readonly #options: ChannelOptions;
  readonly #executions = new Map<string, (end: ExecutionEnd) => void>();
  #state: 'up' | 'hanging-up' | 'gone' = 'up';
  #lastEvent: EslEvent | null = null;
  #onLastEvent: (() => void) | null = null;

  private constructor(
    leg: OutboundLeg,
    sdp: string,
    server: ChannelServer,
    options: ChannelOptions,
  ) {
    this.uuid = leg.callId;
    this.server = server;
    this.sdp = sdp;
    this.#leg = leg;
    this.#options = options;
    // FreeSWITCH refreshes its sessions; what it offers then is what it said before.
    leg.events.on('offer', (_offer, respond) => respond.refuse('the session stays as it is'));
    leg.events.on('ended', () => this.#ended());
  }

  /** Calls FreeSWITCH with the far end's description. @throws `no-usable-codec`, `media-lost` */
  static async open(
    server: ChannelServer,
    offer: string,
    mediaTimeoutMs: number,
    options: ChannelOptions,
  ): Promise<Channel> {
    const [scheme, address] = splitUri(server.sipUri);
    const user = ['partyline', Math.round(mediaTimeoutMs), options.owner ?? ''].join('-');
    const uri = `${scheme}:${user.replace(/-$/, '')}@${address}`;
    const leg = options.dialer.call({ uri }, offer);
    const sdp = await answerOf(leg, options.clock);
    const channel = new Channel(leg, sdp, server, options);
    server.adopt(channel);
    return channel;
  }

  /** Runs an application; they run one after another. Resolves when it has ended. */
  async execute(application: string, argument: string): Promise<ExecutionEnd> {
    if (this.#state !== 'up') return { kind: 'gone' };
    const id = this.#options.random.uuid();
    const ended = new Promise<ExecutionEnd>((resolve) => this.#executions.set(id, resolve));
    try {
      const esl = await this.server.reach();
      const reply = await esl.execute(this.uuid, id, application, argument);
      if (!reply.startsWith('+OK')) this.#complete(id, { kind: 'gone' });
    } catch {
      // It may run, or not; where the connection is made anew, the end is told or overdue.
      await this.server.reach().catch(() => this.#complete(id, { kind: 'gone' }));
    }
    return ended;
  }

  /** Ends what it runs now. */
  async break(): Promise<void> {
    if (this.#state === 'up') await this.server.api(`uuid_break ${this.uuid}`);
  }

  /** RTP packets of the far end so far; null where FreeSWITCH does not say. */
  async packetsReceived(): Promise<number | null> {
    await this.server.api(`uuid_set_media_stats ${this.uuid}`);
    const count = await this.server.api(`uuid_getvar ${this.uuid} rtp_audio_in_packet_count`);
    return /^\d+$/.test(count.trim()) ? Number(count) : null;
  }

  /** Writes what the far end says to a file. @throws PartylineError `media-lost` */
  async record(action: 'start' | 'stop', path: string): Promise<void> {
    const reply = await this.server.api(`uuid_record ${this.uuid} ${action} ${path}`);
    if (reply.startsWith('+OK')) return;
    throw new PartylineError('media-lost', `FreeSWITCH does not record: ${reply.trim()}`);
  }

  /** Offers FreeSWITCH another description of the far end. @returns its answer. */
  async reinvite(offer: string): Promise<string> {
    try {
      this.sdp = await this.#leg.reoffer(offer);
      return this.sdp;
    } catch (error) {
      throw refusal(error);
    }
  }

  /** @returns its last event, with what it counted; null when none came. Idempotent. */
  async hangUp(): Promise<EslEvent | null> {
    if (this.#state === 'up') {
      this.#state = 'hanging-up';
      this.#leg.hangUp({ q850: 16, text: 'the leg is closed' });
    }
    if (this.#lastEvent === null && this.#state === 'hanging-up') await this.#awaitLastEvent();
    this.#finish();
    return this.#lastEvent;
  }

  /** Its server is lost: there is nobody to say goodbye to. */
  abandon(): void {
    this.#state = 'gone';
    this.#leg.hangUp({ q850: 41, text: 'the media server is lost' });
    this.#finish();
  }

  received(event: EslEvent): void {
    switch (event.name) {
      case 'CHANNEL_EXECUTE_COMPLETE':
        this.#complete(event.get('Application-UUID'), {
          kind: 'complete',
          response: event.get('Application-Response'),
        });
        return;
      case 'CHANNEL_HANGUP_COMPLETE':
        this.#lastEvent = event;
        this.#onLastEvent?.();
        this.#lost(event.get('Hangup-Cause'));
        return;
      default:
        this.delegate?.event(event);
    }
  }

  /** Not among FreeSWITCH's channels any more. */
  vanished(): void {
    this.#lost('UNALLOCATED');
  }

  /** The call has ended; the event that says why comes at the same time. */
  #ended(): void {
    if (this.#state !== 'up') return;
    this.#options.clock.after(lastEventWithinMs, 'freeswitch hangup cause', () => {
      this.#lost('NORMAL_UNSPECIFIED');
    });
  }

  #lost(cause: string): void {
    if (this.#state !== 'up') return;
    this.#state = 'gone';
    this.#leg.hangUp({ q850: 16, text: 'the leg is closed' });
    this.#finish();
    this.delegate?.gone(cause);
  }

  #awaitLastEvent(): Promise<void> {
    return new Promise((resolve) => {
      const deadline = this.#options.clock.after(
        lastEventWithinMs,
        'freeswitch last event',
        resolve,
      );
      this.#onLastEvent = () => {
        deadline.cancel();
        resolve();
      };
    });
  }

  #finish(): void {
    this.#state = 'gone';
    this.server.forget(this);
    for (const id of [...this.#executions.keys()]) this.#complete(id, { kind: 'gone' });
  }

  #complete(id: string, end: ExecutionEnd): void {
    const resolve = this.#executions.get(id);
    this.#executions.delete(id);
    resolve?.(end);
  }
}

function answerOf(leg: OutboundLeg, clock: Clock): Promise<string> {
  return new Promise((resolve, reject) => {
    const deadline = clock.after(answerWithinMs, 'freeswitch answer', () => {
      leg.hangUp({ q850: 102, text: 'no answer' });
      reject(new PartylineError('media-lost', 'FreeSWITCH does not answer calls'));
    });
    leg.events.on('answered', (sdp) => {
      deadline.cancel();
      resolve(sdp);
    });
    leg.events.on('ended', (end) => {
      deadline.cancel();
      const refused = end.by === 'remote-reject' && (end.status === 488 || end.status === 415);
      reject(
        new PartylineError(
          refused ? 'no-usable-codec' : 'media-lost',
          refused
            ? 'FreeSWITCH has no codec in common with the far end'
            : `FreeSWITCH refused the call: ${end.status ?? ''} ${end.text}`,
        ),
      );
    });
  });
}

function refusal(error: unknown): unknown {
  if (!(error instanceof PartylineError)) return error;
  switch (error.code) {
    case 'call-failed':
      return new PartylineError('no-usable-codec', 'FreeSWITCH refused the description', {
        cause: error,
      });
    case 'call-gone':
    case 'request-timeout':
      return new PartylineError('media-lost', 'FreeSWITCH is lost', { cause: error });
    default:
      return error;
  }
}

function splitUri(uri: string): readonly [scheme: string, address: string] {
  const colon = uri.indexOf(':');
  return [uri.slice(0, colon), uri.slice(colon + 1)];
}
