import { unreachable } from '../kernel/errors.js';
import type { Clock } from '../ports/clock.js';
import type { Random } from '../ports/random.js';
import { DigestServer } from '../sip/digest/server.js';
import type { SipRequest, SipUri } from '../sip/message/types.js';
import { sourceVerdict, type Trunk, type UnknownSourcePolicy } from '../sip/trunk/trunk.js';
import { oneChallenge, respond } from './messages.js';
import type { SrfRequest, SrfResponder } from './srf.js';

/** Who a request comes from: a trunk of ours, an authenticated user, or a phone near by. */
export interface Admitted {
  readonly trunk: Trunk | null;
  readonly user: string | null;
}

/** Who may call after a digest challenge. */
export interface Users {
  readonly realm: string;
  readonly credentials: readonly { readonly username: string; readonly password: string }[];
}

export interface AdmissionOptions {
  readonly trunks: readonly Trunk[];
  /** The trunk whose registration a call is for, whatever its address. */
  readonly registeredFor: (uri: SipUri, address: string) => Trunk | null;
  readonly unknownSource: UnknownSourcePolicy;
  readonly users: Users | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly count: (counter: string) => void;
}

/** Decides who may call at all; answers who may not. */
export class Admission {
  readonly #options: AdmissionOptions;
  readonly #digest: DigestServer | null;

  constructor(options: AdmissionOptions) {
    this.#options = options;
    this.#digest = digestServer(options);
  }

  /** Null when the request has been answered. */
  admit(request: SrfRequest, message: SipRequest, responder: SrfResponder): Admitted | null {
    const { trunks, unknownSource, registeredFor } = this.#options;
    const registered = registeredFor(message.uri, request.source_address);
    if (registered !== null) return { trunk: registered, user: null };
    const verdict = sourceVerdict(request.source_address, trunks, unknownSource);
    switch (verdict.kind) {
      case 'trunk':
        return { trunk: verdict.trunk, user: null };
      case 'phone':
        return { trunk: null, user: null };
      case 'challenge':
        return this.#authenticate(message, responder);
      // drachtio answers what an application leaves unanswered: there is no silence to be had.
      case 'drop':
      case 'refuse':
        return this.#unknown(responder);
      default:
        return unreachable(verdict);
    }
  }

  #authenticate(message: SipRequest, responder: SrfResponder): Admitted | null {
    if (this.#digest === null) return this.#unknown(responder);
    const verdict = this.#digest.verify('www', message);
    if (verdict.ok) return { trunk: null, user: verdict.username };
    if (verdict.why === 'malformed') {
      respond(responder, 400);
      return null;
    }
    this.#options.count(verdict.why === 'wrong' ? 'wrong-password' : 'challenged');
    const challenges = this.#digest.challenge('www', verdict.why === 'stale');
    respond(responder, 401, oneChallenge(challenges));
    return null;
  }

  #unknown(responder: SrfResponder): null {
    this.#options.count('unknown-trunk');
    respond(responder, 403);
    return null;
  }
}

function digestServer({ users, clock, random }: AdmissionOptions): DigestServer | null {
  if (users === undefined || users.credentials.length === 0) return null;
  const passwords = new Map(users.credentials.map((user) => [user.username, user.password]));
  return new DigestServer({
    realm: users.realm,
    clock,
    random,
    users: {
      find: (username) => {
        const password = passwords.get(username);
        return password === undefined ? null : { kind: 'password', password };
      },
    },
  });
}
