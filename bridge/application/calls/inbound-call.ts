import type { DialogueEndReason, DialogueSettings } from '../../../ivr/entry-dialogue/types.js';
import type { Role } from '../../conference/words.js';
import { describeError, PartylineError } from '../../kernel/errors.js';
import type { Logger } from '../../kernel/logger.js';
import type { Endpoint, MediaServer } from '../../ports/media-server.js';
import type { InboundLeg, LegEnd } from '../../ports/signalling.js';
import type { AccessNumberRecord } from '../../ports/access-numbers.js';
import type { RoomRecord } from '../../ports/directory.js';
import type { HistoryWriter } from '../../ports/history.js';
import type { Language } from '../../ports/language.js';
import type { Announcer, SayablePhrase } from '../prompts/announcer.js';
import { endRecord, startRecord, viaOf } from './call-record.js';
import { Membership, type MembershipDependencies } from './membership.js';
import type { TrySource } from '../defence/secret-throttle.js';
import type { PumpingGuard } from '../defence/pumping-guard.js';
import { departureReason, type CallEndReason } from './end-reasons.js';
import { EntryDriver } from './entry-driver.js';
import { tieMedia } from './leg-media.js';
import { AnsweredLeg } from './answered-leg.js';
import type { OpenCall } from './open-calls.js';

export interface InboundCallDependencies extends MembershipDependencies {
  readonly mediaServer: MediaServer;
  readonly history: HistoryWriter;
  readonly announcer: Announcer;
  readonly pumping: Pick<PumpingGuard, 'arrived' | 'over'>;
}

export interface CallSettings {
  readonly dialogue: DialogueSettings;
  readonly mediaTimeoutMs: number;
  /** Spoken to callers of a number that is not among the access numbers. */
  readonly language: Language;
}

/** What the caller dialled: an access number of ours (A2), a room's own number (A4), or neither. */
interface Dialled {
  readonly access: AccessNumberRecord | null;
  readonly room: RoomRecord | null;
}

/** Who listens to the keys: nobody yet, the entry dialogue, or the membership of a conference. */
type Stage =
  | { readonly kind: 'arriving' }
  | { readonly kind: 'entering'; readonly driver: EntryDriver }
  | { readonly kind: 'member'; readonly driver: Membership }
  | { readonly kind: 'over' };

/** One inbound call, from INVITE to the record of its end. */
export class InboundCall implements OpenCall {
  readonly id: string;
  readonly #leg: InboundLeg;
  readonly #deps: InboundCallDependencies;
  readonly #settings: CallSettings;
  readonly #logger: Logger;
  readonly #onOver: () => void;
  #stage: Stage = { kind: 'arriving' };
  #endpoint: Endpoint | null = null;
  #answered: AnsweredLeg | null = null;
  #rejectedFor: 'rejected' | 'pumping' | null = null;
  #closing = false;

  constructor(
    id: string,
    leg: InboundLeg,
    deps: InboundCallDependencies,
    settings: CallSettings,
    onOver: () => void,
  ) {
    this.id = id;
    this.#leg = leg;
    this.#deps = deps;
    this.#settings = settings;
    this.#onOver = onOver;
    this.#logger = deps.logger.child({ callId: leg.callId, legId: id });
  }

  /** Opens its media, answers it, and begins the entry dialogue. Never rejects. */
  async take(): Promise<void> {
    const leg = this.#leg;
    this.#deps.history.legStarted(startRecord(this.id, leg, this.#deps.clock.now()));
    leg.events.on('ended', (end) => void this.#over(end));
    if (!this.#deps.pumping.arrived(this.id, leg)) {
      this.#rejectedFor = 'pumping';
      // A carrier tries no other way to reach who is busy.
      leg.reject(486);
      return;
    }
    try {
      const [dialled, endpoint] = await Promise.all([this.#whatWasDialled(), this.#openMedia()]);
      if (this.#isOver()) return;
      const answered = new AnsweredLeg({
        id: this.id,
        leg,
        endpoint,
        language: dialled.access?.language ?? dialled.room?.language ?? this.#settings.language,
        greeting: dialled.access?.greeting ?? null,
        announcer: this.#deps.announcer,
        logger: this.#logger,
      });
      this.#answered = answered;
      await leg.answer(endpoint.localSdp);
      if (this.#isOver()) return;
      this.#beginEntry(answered, dialled);
    } catch (error) {
      this.#refuse(error);
    }
  }

  /** Ends the call with a notice where it is not in a conference yet. */
  endEntry(): void {
    // One that is arriving ends as soon as it can hear why.
    this.#closing = true;
    const stage = this.#stage;
    const entering = stage.kind === 'entering' || (stage.kind === 'member' && stage.driver.atDoor);
    if (!entering) return;
    stage.driver.close();
    this.#answered?.endAfter([{ prompt: 'system-closing' }], 'system-closing');
  }

  async #openMedia(): Promise<Endpoint> {
    const leg = this.#leg;
    const endpoint = await this.#deps.mediaServer.createEndpoint({
      offer: leg.offer,
      localAddress: leg.source.localAddress,
      isPublic: leg.source.isPublic,
      allowSrtp: leg.source.transport === 'tls',
      mediaTimeoutMs: this.#settings.mediaTimeoutMs,
    });
    if (this.#isOver()) {
      await endpoint.close();
      return endpoint;
    }
    this.#endpoint = endpoint;
    tieMedia(
      leg,
      endpoint,
      {
        key: (key) => this.#key(key),
        hold: (onHold) => {
          if (this.#stage.kind === 'member') this.#stage.driver.hold(onHold);
        },
        failed: (reason) => this.#answered?.end(reason),
        lost: () => {
          if (this.#answered !== null) this.#answered.end('media-lost');
          else this.#refuse(new PartylineError('media-lost', 'the media worker died'));
        },
      },
      { clock: this.#deps.clock, logger: this.#logger },
    );
    leg.events.on('answer', (sdp) => {
      endpoint.acceptAnswer(sdp).catch((error: unknown) => {
        this.#logger.warn({ error: describeError(error) }, 'the answer could not be used');
        this.#answered?.end('failed');
      });
    });
    return endpoint;
  }

  /** The dialled number is an access number of ours (A2), or a room's own (A4). */
  async #whatWasDialled(): Promise<Dialled> {
    const numbers = this.#leg.parties.dialledCandidates.map(({ number }) => number);
    const access = await this.#deps.directory.findAccessNumber(numbers);
    if (access !== null) return { access, room: null };
    for (const number of numbers) {
      const room = await this.#deps.directory.findRoom(number);
      if (room !== null) return { access: null, room };
    }
    return { access: null, room: null };
  }

  #beginEntry(answered: AnsweredLeg, dialled: Dialled): void {
    const driver = new EntryDriver({
      leg: answered,
      directory: this.#deps.directory,
      source: this.#source,
      clock: this.#deps.clock,
      logger: this.#logger,
      settings: this.#settings.dialogue,
      delegate: {
        enter: (room, role) => this.#enter(answered, room, role),
        hangUp: (reason: DialogueEndReason, phrases: readonly SayablePhrase[]) => {
          answered.endAfter(phrases, reason);
        },
        roomFound: (room) => {
          // By number, then by organizer, then by account (A13).
          if (dialled.access === null) answered.language = room.language;
        },
      },
    });
    this.#stage = { kind: 'entering', driver };
    if (this.#closing) this.endEntry();
    else driver.start(dialled.room);
  }

  /** Whom wrong PINs and codes are counted against. */
  get #source(): TrySource {
    const { source, parties } = this.#leg;
    const via = viaOf(source);
    // Callers who withhold their numbers have nothing but their trunk in common; elsewhere it is
    // the same address, so the same phone or office.
    const nameless = source.trunk === null ? source.address : null;
    return { caller: source.user ?? parties.callerNumber ?? nameless, via };
  }

  #enter(answered: AnsweredLeg, room: RoomRecord, role: Role): void {
    const { callerName: name, callerNumber: number } = this.#leg.parties;
    const newcomer = { leg: answered, room, role, name, number, source: this.#source };
    const driver = new Membership(newcomer, { ...this.#deps, logger: this.#logger });
    this.#stage = { kind: 'member', driver };
    driver.enter();
  }

  #key(key: string): void {
    if (this.#stage.kind === 'entering' || this.#stage.kind === 'member') {
      this.#stage.driver.key(key);
    }
  }

  #refuse(error: unknown): void {
    if (this.#isOver()) return;
    this.#logger.warn({ error: describeError(error) }, 'call refused');
    if (this.#answered !== null) {
      this.#answered.end('failed');
      return;
    }
    this.#rejectedFor = 'rejected';
    const verdict = error instanceof PartylineError ? error.verdict : null;
    this.#leg.reject(verdict?.sipStatus ?? 500, {
      warning: error instanceof PartylineError ? error.message : 'Internal error',
      ...(verdict?.retryable === true ? { retryAfterSeconds: 10 } : {}),
    });
  }

  #isOver(): boolean {
    return this.#stage.kind === 'over';
  }

  async #over(end: LegEnd): Promise<void> {
    const stage = this.#stage;
    if (stage.kind === 'over') return;
    this.#stage = { kind: 'over' };
    this.#deps.pumping.over(this.id);
    if (stage.kind === 'entering') stage.driver.close();
    if (stage.kind === 'member')
      stage.driver.left(departureReason(end, this.#answered?.endReason ?? null));
    const reason: CallEndReason = this.#rejectedFor ?? this.#answered?.endReason ?? end.by;
    const codec = this.#endpoint?.codec ?? null;
    const quality = (await this.#endpoint?.close()) ?? null;
    const record = endRecord(this.#deps.clock.now(), reason, codec, quality);
    this.#deps.history.legEnded(this.id, record);
    this.#logger.info({ ...record }, 'call ended');
    this.#onOver();
  }
}
