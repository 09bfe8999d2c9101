import type { Socket } from 'node:net';
import { PartylineError } from '../kernel/errors.js';
import { Emitter } from '../kernel/events.js';
import type { Clock } from '../ports/clock.js';
import type { Logger } from '../kernel/logger.js';
import type {
  CallParties,
  HangupReason,
  LegEnd,
  OfferResponder,
  OutboundLegEvents,
} from '../ports/signalling.js';
import type { Random } from '../ports/random.js';
import { statusPhrase } from '../sip/message/status-phrases.js';
import { allow, capabilityHeaders, knownMethods } from '../sip/user-agent/capabilities.js';
import { infoKey } from '../sip/user-agent/info-key.js';
import { readReason } from '../sip/user-agent/reason-header.js';
import { DrachtioDialog } from './dialog.js';
import type { DrachtioLink } from './link.js';
import { headersOf, sipRequestOf } from './messages.js';
import type { SrfRequest, SrfResponder } from './srf.js';

export interface LegDependencies {
  readonly link: DrachtioLink;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** The leg has a dialog: what comes within it is the leg's. */
  readonly onDialog: (dialogId: string, leg: DrachtioLeg) => void;
  readonly onEnded: (leg: DrachtioLeg) => void;
}

/** What inbound and outbound legs have in common, from the moment there is a dialog. */
export abstract class DrachtioLeg {
  readonly id: string;
  readonly callId: string;
  readonly parties: CallParties;
  /** By which drachtio tells what comes within the dialog; null: by ours to it. */
  readonly connection: Socket | null;
  readonly events: Emitter<OutboundLegEvents>;
  protected readonly deps: LegDependencies;
  protected dialog: DrachtioDialog | null = null;
  protected over = false;
  /** Settles when the far end knows that we have left. */
  protected leaving: Promise<void> = Promise.resolve();

  protected constructor(
    callId: string,
    parties: CallParties,
    deps: LegDependencies,
    connection: Socket | null = null,
  ) {
    this.id = deps.random.uuid();
    this.connection = connection;
    this.callId = callId;
    this.parties = parties;
    this.deps = deps;
    this.events = new Emitter((error, event) => {
      deps.logger.error({ error, event }, 'a listener of a call event failed');
    });
  }

  get dialogId(): string | null {
    return this.dialog?.id ?? null;
  }

  abstract hangUp(reason: HangupReason): void;

  /** Where no dialog is yet, what was under way is lost with the connection to drachtio. */
  abstract linkLost(): void;

  farewell(reason: HangupReason): Promise<void> {
    this.hangUp(reason);
    return this.leaving;
  }

  reoffer(offer: string): Promise<string> {
    if (this.over) return Promise.reject(new PartylineError('call-gone', 'the call has ended'));
    if (this.dialog !== null) return this.dialog.reoffer(offer);
    return Promise.reject(new PartylineError('wrong-state', 'the call is not up'));
  }

  /** A request within the dialog. */
  received(request: SrfRequest, responder: SrfResponder): void {
    switch (request.method) {
      case 'BYE':
        responder.send(200, 'OK', {});
        this.ended(endOf(request));
        return;
      case 'ACK':
        this.acknowledged(request);
        return;
      case 'INVITE':
      case 'UPDATE':
        this.dialog?.offered(request.method, request.body, responder);
        return;
      case 'INFO': {
        const message = sipRequestOf(request);
        const press = message === null ? null : infoKey(message);
        if (press === null && request.body !== '') {
          const accept = 'application/dtmf-relay, application/dtmf';
          responder.send(415, 'Unsupported Media Type', { headers: { Accept: accept } });
          return;
        }
        responder.send(200, 'OK', {});
        if (press !== null) this.events.emit('key', press.key, press.durationMs);
        return;
      }
      case 'OPTIONS':
        responder.send(200, 'OK', { headers: headersOf(capabilityHeaders) });
        return;
      default: {
        // A REFER too: whom to call is the organizers' affair, not the far end's (RFC 3261 §8.2.1).
        const status = knownMethods.has(request.method) ? 405 : 501;
        responder.send(status, statusPhrase(status), { headers: { Allow: allow } });
      }
    }
  }

  /** After drachtio was away: does it still know the dialog? */
  async probe(): Promise<void> {
    const { dialog } = this;
    if (dialog === null || this.over || (await dialog.exists())) return;
    this.ended({ by: 'transport', status: null, text: 'drachtio-server lost the call' });
  }

  protected abstract acknowledged(ack: SrfRequest): void;

  protected openDialog(dialogId: string, weCalled: boolean): DrachtioDialog {
    const { link, clock, random } = this.deps;
    const delegate = {
      offered: (offer: string | null, respond: OfferResponder) =>
        this.events.emit('offer', offer, respond),
      answered: (sdp: string) => this.events.emit('answer', sdp),
    };
    this.dialog = new DrachtioDialog(dialogId, { link, clock, random, delegate, weCalled });
    this.deps.onDialog(dialogId, this);
    return this.dialog;
  }

  /** The first end counts. */
  protected ended(end: LegEnd): void {
    if (this.over) return;
    this.over = true;
    this.dialog?.end();
    this.deps.onEnded(this);
    this.events.emit('ended', end);
    this.events.removeAll();
  }
}

/** drachtio ends a dialog by itself where an ACK or a refresh of the session did not come. */
function endOf(bye: SrfRequest): LegEnd {
  const message = sipRequestOf(bye);
  const { status, text } = message === null ? { status: null, text: '' } : readReason(message);
  if (bye.source === 'network') return { by: 'remote-bye', status, text };
  return /ack/i.test(text)
    ? { by: 'no-ack', status: null, text: 'no ACK' }
    : { by: 'session-timer', status: null, text: text || 'the session was not refreshed' };
}
