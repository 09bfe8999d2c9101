import { defaultFormSettings } from '../../../ivr/form/types.js';
import type { ConferenceCommand } from '../../conference/command.js';
import type { Phrase } from '../../conference/phrase.js';
import { describeError } from '../../kernel/errors.js';
import type { Logger } from '../../kernel/logger.js';
import type { Endpoint, MediaServer } from '../../ports/media-server.js';
import type { LegEnd, OutboundLeg, Signalling } from '../../ports/signalling.js';
import type { HistoryWriter } from '../../ports/history.js';
import type { Announcer, SayablePhrase } from '../prompts/announcer.js';
import type { DialOutRequest } from '../conferences/dial-outs.js';
import type { PlacedCall } from '../conferences/placed-call.js';
import type { OutboundSettings } from './outbound-settings.js';
import { endRecord, outboundRecord } from '../calls/call-record.js';
import { Membership, type MembershipDependencies } from '../calls/membership.js';
import { dialOutFailure } from './dial-out-failure.js';
import { departureReason, hangupReasonFor, type LocalEndReason } from '../calls/end-reasons.js';
import { FormDriver } from '../calls/form-driver.js';
import { tieMedia } from '../calls/leg-media.js';
import { AnsweredLeg } from '../calls/answered-leg.js';
import type { OpenCall } from '../calls/open-calls.js';

export interface OutboundCallDependencies extends MembershipDependencies {
  readonly signalling: Pick<Signalling, 'call'>;
  readonly mediaServer: MediaServer;
  readonly history: HistoryWriter;
  readonly announcer: Announcer;
}

/**
 *   calling ─ answered ─▶ invited ─ key 1 ─▶ accepted ─ bringIn ─▶ member
 *      └─────────────────────┴──── over ◀───────┴───────────────────┘
 */
type Stage =
  | { readonly kind: 'calling' }
  | { readonly kind: 'invited'; readonly answered: AnsweredLeg; readonly form: FormDriver }
  | { readonly kind: 'accepted'; readonly answered: AnsweredLeg }
  | { readonly kind: 'member'; readonly answered: AnsweredLeg; readonly membership: Membership }
  | { readonly kind: 'over' };

/** One call that a conference makes to bring somebody in (K3), from INVITE to the record of its end. */
export class OutboundCall implements OpenCall, PlacedCall {
  readonly #request: DialOutRequest;
  readonly #deps: OutboundCallDependencies;
  readonly #settings: OutboundSettings;
  readonly #logger: Logger;
  readonly #onOver: () => void;
  #stage: Stage = { kind: 'calling' };
  #leg: OutboundLeg | null = null;
  #endpoint: Endpoint | null = null;
  #rang = false;
  /** Why we ended it while it was not answered. */
  #endReason: LocalEndReason | null = null;

  constructor(
    request: DialOutRequest,
    deps: OutboundCallDependencies,
    settings: OutboundSettings,
    onOver: () => void,
  ) {
    this.#request = request;
    this.#deps = deps;
    this.#settings = settings;
    this.#onOver = onOver;
    this.#logger = deps.logger.child({ legId: request.dialOutId });
  }

  /** Opens its media and sends the INVITE. Never rejects. */
  async place(): Promise<void> {
    const { mediaServer } = this.#deps;
    const { isPublic, mediaTimeoutMs } = this.#settings;
    try {
      this.#endpoint = await mediaServer.createEndpoint({
        offer: null,
        isPublic,
        allowSrtp: false,
        mediaTimeoutMs,
      });
      if (this.#endReason === null) this.#call(this.#endpoint);
      else await this.#withoutLeg();
    } catch (error) {
      this.#logger.warn({ error: describeError(error) }, 'the call could not be made');
      this.#endReason ??= 'failed';
      await this.#withoutLeg();
    }
  }

  get #via(): string {
    const { trunk, gateway } = this.#settings;
    return trunk ?? gateway;
  }

  bringIn(): void {
    if (this.#stage.kind !== 'accepted') return;
    const { answered } = this.#stage;
    const { room, name, number, conferenceId } = this.#request;
    answered.setHoldMusic(false);
    const membership = new Membership(
      // The organizer has let this one in: no code is asked.
      {
        leg: answered,
        room,
        name,
        number,
        role: 'participant',
        source: { caller: number, via: this.#via },
        answers: { keyedCodeOf: conferenceId },
      },
      { ...this.#deps, logger: this.#logger },
    );
    this.#stage = { kind: 'member', answered, membership };
    membership.enter();
  }

  end(phrases: readonly SayablePhrase[]): void {
    const stage = this.#stage;
    if (stage.kind === 'calling') this.#hangUp('cancelled');
    else if (stage.kind !== 'over') this.#endAfter(phrases, 'cancelled');
  }

  endEntry(): void {
    // Its conference ends what is not in it yet, save one that is being let in.
    const stage = this.#stage;
    if (stage.kind !== 'member' || !stage.membership.atDoor) return;
    stage.membership.close();
    stage.answered.endAfter([{ prompt: 'system-closing' }], 'system-closing');
  }

  #call(endpoint: Endpoint): void {
    const { number } = this.#request;
    const { gateway, trunk, callerNumber, ringMs } = this.#settings;
    const leg = this.#deps.signalling.call(
      {
        uri: gateway.replace(/^sips?:/, (scheme) => `${scheme}${number}@`),
        ...(trunk === null ? {} : { trunk }),
        ...(callerNumber === null ? {} : { callerNumber }),
      },
      endpoint.localSdp,
    );
    this.#leg = leg;
    const { clock, history } = this.#deps;
    history.legStarted(outboundRecord(leg, this.#request, this.#via, clock.now()));
    const ringing = clock.after(ringMs, 'dial-out', () => this.#hangUp('no-answer'));
    leg.events.on('ringing', () => {
      this.#rang = true;
      this.#progress('ringing');
    });
    leg.events.on('answered', (sdp) => {
      ringing.cancel();
      void this.#answered(leg, endpoint, sdp);
    });
    leg.events.on('ended', (end) => {
      ringing.cancel();
      void this.#over(end);
    });
  }

  async #answered(leg: OutboundLeg, endpoint: Endpoint, sdp: string): Promise<void> {
    try {
      await endpoint.acceptAnswer(sdp);
    } catch (error) {
      this.#logger.warn({ error: describeError(error) }, 'the answer could not be used');
      this.#hangUp('failed');
      return;
    }
    if (this.#stage.kind !== 'calling' || this.#endReason !== null) return;
    const { dialOutId: id, language } = this.#request;
    const { announcer } = this.#deps;
    const answered = new AnsweredLeg({
      id,
      leg,
      endpoint,
      language,
      announcer,
      greeting: null,
      logger: this.#logger,
    });
    tieMedia(
      leg,
      endpoint,
      {
        key: (key) => this.#key(key),
        hold: (onHold) => {
          if (this.#stage.kind === 'member') this.#stage.membership.hold(onHold);
        },
        failed: (reason) => answered.end(reason),
        lost: () => answered.end('media-lost'),
      },
      { clock: this.#deps.clock, logger: this.#logger },
    );
    this.#invite(answered);
  }

  /** Whoever answers must press a key: a machine never joins. */
  #invite(answered: AnsweredLeg): void {
    const { invitations } = this.#settings;
    const phrases: readonly SayablePhrase[] = [...this.#inviter(), { prompt: 'press-one-to-join' }];
    const form = new FormDriver(
      answered,
      this.#deps.clock,
      [{ kind: 'choice', phrases, silenceAccepts: false }],
      {
        checkCode: () => Promise.resolve({ kind: 'failed' }),
        record: () => this.#deps.names.record(answered.endpoint),
        done: ({ accepted }) => {
          if (accepted === true) this.#accepted(answered);
          else this.#endAfter([{ prompt: 'goodbye' }], 'not-accepted');
        },
        giveUp: (_reason, lastWords) => this.#endAfter(lastWords, 'not-accepted'),
      },
      { ...defaultFormSettings, tries: invitations },
    );
    this.#stage = { kind: 'invited', answered, form };
    this.#progress('invited');
    form.start();
  }

  #inviter(): readonly Phrase<'you-are-invited-by' | 'you-are-invited-to-room'>[] {
    const { inviterRecordedName, room } = this.#request;
    return inviterRecordedName === null
      ? [{ prompt: 'you-are-invited-to-room' }, { digits: room.number }]
      : [{ prompt: 'you-are-invited-by' }, { recordedName: inviterRecordedName }];
  }

  #accepted(answered: AnsweredLeg): void {
    this.#stage = { kind: 'accepted', answered };
    answered.say([{ prompt: 'please-wait' }]);
    answered.setHoldMusic(true);
    this.#progress('accepted');
  }

  #key(key: string): void {
    if (this.#stage.kind === 'invited') this.#stage.form.key(key);
    else if (this.#stage.kind === 'member') this.#stage.membership.key(key);
  }

  #endAfter(phrases: readonly SayablePhrase[], reason: LocalEndReason): void {
    const stage = this.#stage;
    if (stage.kind === 'calling' || stage.kind === 'over') return;
    if (stage.kind === 'invited') stage.form.close();
    if (stage.kind === 'member') stage.membership.close();
    stage.answered.endAfter(phrases, reason);
  }

  /** While it is not answered. */
  #hangUp(reason: LocalEndReason): void {
    this.#endReason ??= reason;
    this.#leg?.hangUp(hangupReasonFor(reason));
  }

  #progress(stage: 'ringing' | 'invited' | 'accepted'): void {
    this.#tell({ kind: 'dial-out-progress', dialOutId: this.#request.dialOutId, stage });
  }

  #tell(command: ConferenceCommand): void {
    this.#deps.conferences.command(this.#request.room.id, command);
  }

  /** No INVITE was sent, and nothing is to be recorded. */
  async #withoutLeg(): Promise<void> {
    this.#stage = { kind: 'over' };
    this.#tell({
      kind: 'dial-out-failed',
      dialOutId: this.#request.dialOutId,
      reason: 'unreachable',
    });
    await this.#endpoint?.close();
    this.#onOver();
  }

  async #over(end: LegEnd): Promise<void> {
    const stage = this.#stage;
    if (stage.kind === 'over') return;
    this.#stage = { kind: 'over' };
    const { dialOutId } = this.#request;
    const endedByUs = stage.kind === 'calling' ? this.#endReason : stage.answered.endReason;
    if (stage.kind === 'invited') stage.form.close();
    if (stage.kind === 'member') stage.membership.left(departureReason(end, endedByUs));
    // Of no account to one that has joined, or whose end the conference asked for.
    const reason =
      stage.kind === 'calling' ? dialOutFailure(end, this.#endReason, this.#rang) : 'not-accepted';
    this.#tell({ kind: 'dial-out-failed', dialOutId, reason });
    const codec = this.#endpoint?.codec ?? null;
    const quality = (await this.#endpoint?.close()) ?? null;
    const record = endRecord(this.#deps.clock.now(), endedByUs ?? end.by, codec, quality);
    this.#deps.history.legEnded(dialOutId, record);
    this.#logger.info({ ...record }, 'call ended');
    this.#onOver();
  }
}
