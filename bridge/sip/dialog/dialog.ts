import { PartylineError } from '../../kernel/errors.js';
import { createRequest, type Body } from '../message/build.js';
import { formatNameAddr, parseNameAddr, tagOf } from '../message/name-addr.js';
import type { SipRequest, SipResponse, SipUri } from '../message/types.js';
import { routing } from './route-set.js';

/** What identifies a dialog at our side (RFC 3261 §12). */
export function dialogKey(callId: string, localTag: string, remoteTag: string): string {
  return `${callId} ${localTag} ${remoteTag}`;
}

export interface DialogRequestOptions {
  readonly branch: string;
  /** The sequence number of the INVITE, for its ACK; else the next one is taken. */
  readonly cseq?: number;
  readonly headers?: Iterable<readonly [name: string, value: string]>;
  readonly body?: Body;
}

interface DialogState {
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
  /** From and To of our requests, tags included. */
  readonly local: string;
  readonly remote: string;
  readonly routeSet: readonly string[];
  readonly remoteTarget: SipUri;
  readonly localSequence: number;
  readonly remoteSequence: number | null;
}

/** The state that two user agents share about one call (RFC 3261 §12). */
export class Dialog {
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
  readonly #local: string;
  readonly #remote: string;
  #routeSet: readonly string[];
  #remoteTarget: SipUri;
  #localSequence: number;
  #remoteSequence: number | null;

  private constructor(state: DialogState) {
    this.callId = state.callId;
    this.localTag = state.localTag;
    this.remoteTag = state.remoteTag;
    this.#local = state.local;
    this.#remote = state.remote;
    this.#routeSet = state.routeSet;
    this.#remoteTarget = state.remoteTarget;
    this.#localSequence = state.localSequence;
    this.#remoteSequence = state.remoteSequence;
  }

  /**
   * §12.1.1. `firstSequence` is where our own numbering starts.
   * @throws PartylineError `bad-message` where the request has no usable Contact
   */
  static asUas(request: SipRequest, localTag: string, firstSequence: number): Dialog {
    const remoteTarget = sipContact(request);
    if (remoteTarget === null) {
      throw new PartylineError('bad-message', 'missing or malformed Contact');
    }
    const to = request.to;
    const params = new Map([...to.params, ['tag', localTag] as const]);
    return new Dialog({
      callId: request.callId,
      localTag,
      // An RFC 2543 peer may have no tag: it is then null, here empty (§12.1.1).
      remoteTag: tagOf(request.from) ?? '',
      local: formatNameAddr({ ...to, params }),
      remote: formatNameAddr(request.from),
      routeSet: request.headers.all('Record-Route'),
      remoteTarget,
      localSequence: firstSequence,
      remoteSequence: request.cseq.sequence,
    });
  }

  /**
   * §12.1.2, from a 101–299 response with a To tag. Where it has no usable Contact, requests go
   * where the INVITE went.
   */
  static asUac(request: SipRequest, response: SipResponse): Dialog {
    return new Dialog({
      callId: request.callId,
      localTag: tagOf(request.from) ?? '',
      remoteTag: tagOf(response.to) ?? '',
      local: formatNameAddr(request.from),
      remote: formatNameAddr(response.to),
      routeSet: reversedRoutes(response),
      remoteTarget: sipContact(response) ?? request.uri,
      localSequence: request.cseq.sequence,
      remoteSequence: null,
    });
  }

  get key(): string {
    return dialogKey(this.callId, this.localTag, this.remoteTag);
  }

  /** Fixed once the dialog is confirmed; later Record-Routes change nothing (§12.2). */
  get routeSet(): readonly string[] {
    return this.#routeSet;
  }

  get remoteTarget(): SipUri {
    return this.#remoteTarget;
  }

  /** Where requests in this dialog are sent to: the first route, else the remote target. */
  get nextHop(): SipUri {
    return routing(this.#routeSet, this.#remoteTarget).nextHop;
  }

  /** A request inside the dialog (§12.2.1.1). */
  request(method: string, options: DialogRequestOptions): SipRequest {
    const { uri, routes } = routing(this.#routeSet, this.#remoteTarget);
    const sequence = options.cseq ?? ++this.#localSequence;
    return createRequest({
      method,
      uri,
      from: this.#local,
      to: this.#remote,
      callId: this.callId,
      cseq: sequence,
      branch: options.branch,
      routes,
      ...(options.headers === undefined ? {} : { headers: options.headers }),
      ...(options.body === undefined ? {} : { body: options.body }),
    });
  }

  /** Whether a request is in order (§12.2.2); takes its sequence number if so. */
  accepts(request: SipRequest): boolean {
    const { sequence } = request.cseq;
    if (this.#remoteSequence !== null && sequence < this.#remoteSequence) return false;
    this.#remoteSequence = sequence;
    return true;
  }

  /** Takes the Contact of a target refresh request or of its 2xx (§12.2). */
  refreshTarget(message: SipRequest | SipResponse): void {
    this.#remoteTarget = sipContact(message) ?? this.#remoteTarget;
  }

  /** An early dialog becomes a call: its route set is that of the 2xx (§13.2.2.4). */
  confirm(response: SipResponse): void {
    this.#routeSet = reversedRoutes(response);
    this.refreshTarget(response);
  }
}

function reversedRoutes(response: SipResponse): readonly string[] {
  return [...response.headers.all('Record-Route')].reverse();
}

/** The first Contact, where it is a SIP URI. */
function sipContact(message: SipRequest | SipResponse): SipUri | null {
  const contact = message.headers.get('Contact');
  const uri = contact === null ? null : (parseNameAddr(contact)?.uri ?? null);
  return uri?.scheme === 'sip' || uri?.scheme === 'sips' ? uri : null;
}
