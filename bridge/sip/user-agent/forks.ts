import { describeError } from '../../kernel/errors.js';
import type { DigestClient } from '../digest/client.js';
import { Dialog } from '../dialog/dialog.js';
import { tagOf } from '../message/name-addr.js';
import type { SipRequest, SipResponse } from '../message/types.js';
import type { Peer } from '../transport/types.js';
import { optionTags } from './capabilities.js';
import type { UserAgentContext } from './context.js';
import { Session, type SessionDelegate } from './session.js';

interface Fork {
  readonly session: Session;
  /** The last reliable provisional response taken (RFC 3262 §4). */
  lastRSeq: number | null;
  /** A 2xx came. */
  confirmed: boolean;
}

/** A forking proxy may make this many dialogs of one INVITE; further ones are ignored. */
const maxForks = 16;

/** The dialogs, early and confirmed, that one outgoing INVITE makes (RFC 3261 §13.2.2). */
export class Forks {
  readonly #byTag = new Map<string, Fork>();

  constructor(
    private readonly context: UserAgentContext,
    private readonly delegate: SessionDelegate,
    private readonly digest: DigestClient | null,
  ) {}

  /**
   * Takes a provisional response; a reliable one is acknowledged with PRACK.
   * @returns false where it repeats, or overtakes, what was taken before (RFC 3262 §4)
   */
  provisional(invite: SipRequest, response: SipResponse, from: Peer): boolean {
    const tag = tagOf(response.to);
    if (tag === null || response.status === 100) return true;
    const fork = this.#fork(tag, invite, response, from);
    if (fork === null) return false;
    if (!optionTags(response.headers.all('Require')).has('100rel')) return true;
    const rseq = Number(response.headers.get('RSeq') ?? NaN);
    if (!Number.isInteger(rseq)) return true;
    if (fork.lastRSeq !== null && rseq !== fork.lastRSeq + 1) return false;
    fork.lastRSeq = rseq;
    const { sequence } = response.cseq;
    fork.session.send('PRACK', [['RAck', `${rseq} ${sequence} INVITE`]]).catch((error: unknown) => {
      this.context.logger.info({ error: describeError(error) }, 'PRACK not sent');
    });
    return true;
  }

  /** The session that a 2xx confirms, the same one for each repetition. */
  success(invite: SipRequest, response: SipResponse, from: Peer): Session | null {
    const fork = this.#fork(tagOf(response.to) ?? '', invite, response, from);
    if (fork === null) return null;
    if (!fork.confirmed) {
      fork.confirmed = true;
      fork.session.dialog.confirm(response);
      fork.session.heardFrom(from);
    }
    return fork.session;
  }

  /** Early dialogs end with the INVITE's final response (§12.3). */
  discardEarly(): void {
    for (const [tag, { session, confirmed }] of this.#byTag) {
      if (confirmed) continue;
      session.discard();
      this.#byTag.delete(tag);
    }
  }

  #fork(tag: string, invite: SipRequest, response: SipResponse, from: Peer): Fork | null {
    const known = this.#byTag.get(tag);
    if (known !== undefined) return known;
    if (this.#byTag.size >= maxForks) return null;
    const session = new Session(this.context, {
      dialog: Dialog.asUac(invite, response),
      delegate: this.delegate,
      from,
      weCalled: true,
      digest: this.digest,
    });
    session.noteAllow(response);
    const fork: Fork = { session, lastRSeq: null, confirmed: false };
    this.#byTag.set(tag, fork);
    return fork;
  }
}
