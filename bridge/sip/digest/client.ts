import type { Random } from '../../ports/random.js';
import type { Headers, SipRequest, SipResponse } from '../message/types.js';
import { formatUri } from '../message/uri.js';
import { formatAuthParams, parseAuthParams, qopOptions } from './auth-params.js';
import {
  type Algorithm,
  digestResponse,
  formatAlgorithm,
  ha1,
  hashes,
  parseAlgorithm,
} from './calculation.js';

export interface ClientCredentials {
  readonly username: string;
  readonly password: string;
}

/** Headers to add to the next request. */
export type AuthorizationHeaders = readonly (readonly [
  name: 'Authorization' | 'Proxy-Authorization',
  value: string,
])[];

interface Challenge {
  readonly header: 'Authorization' | 'Proxy-Authorization';
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | null;
  readonly algorithm: Algorithm;
  readonly qop: 'auth' | 'auth-int' | null;
  readonly stale: boolean;
  /** How often the nonce has been used (RFC 7616 §3.4, nc). */
  uses: number;
}

// A far end that names ever new realms must not make us grow.
const maxRealms = 8;

/**
 * The client's side of digest (RFC 3261 §22, RFC 7616, RFC 8760): answers challenges, and keeps
 * them so that later requests to the same server carry credentials at once.
 */
export class DigestClient {
  readonly #challenges = new Map<string, Challenge>();

  constructor(
    private readonly credentials: ClientCredentials,
    private readonly random: Random,
  ) {}

  /**
   * Answers every challenge of a 401 or 407 that `request` has met. Send the request again with a
   * new CSeq and branch and with these headers in place of its own credentials.
   * @returns null when there is nothing we can answer, or when our credentials were refused.
   */
  answer(response: SipResponse, request: SipRequest): AuthorizationHeaders | null {
    const challenges = readChallenges(response.headers);
    if (challenges.length === 0) return null;
    for (const challenge of challenges) {
      // Another nonce, not called stale, after we have answered one: the password is wrong (§22.1).
      if (!challenge.stale && hasAnswered(request, challenge)) return null;
    }
    for (const challenge of challenges) {
      const key = `${challenge.header} ${challenge.realm}`;
      this.#challenges.delete(key);
      this.#challenges.set(key, challenge);
      if (this.#challenges.size > maxRealms) {
        const [oldest] = this.#challenges.keys();
        this.#challenges.delete(oldest!);
      }
    }
    return this.authorize(request);
  }

  /** Credentials for every realm that has challenged us so far; empty before the first. */
  authorize(request: Pick<SipRequest, 'method' | 'uri' | 'body'>): AuthorizationHeaders {
    return [...this.#challenges.values()].map((challenge) => [
      challenge.header,
      this.#credentialsFor(challenge, request),
    ]);
  }

  #credentialsFor(
    challenge: Challenge,
    { method, uri: target, body }: Pick<SipRequest, 'method' | 'uri' | 'body'>,
  ): string {
    const { realm, nonce, opaque, algorithm, qop } = challenge;
    const { username, password } = this.credentials;
    const uri = formatUri(target);
    challenge.uses++;
    const protection =
      qop === null
        ? null
        : {
            qop,
            nc: challenge.uses.toString(16).padStart(8, '0'),
            cnonce: Buffer.from(this.random.bytes(16)).toString('base64url'),
          };
    const response = digestResponse({
      algorithm,
      ha1: ha1(algorithm.hash, username, realm, password),
      nonce,
      method,
      uri,
      protection,
      body,
    });
    return formatAuthParams(
      { username, realm, nonce, uri, response, cnonce: protection?.cnonce ?? null, opaque },
      {
        algorithm: formatAlgorithm(algorithm),
        qop: protection?.qop ?? null,
        nc: protection?.nc ?? null,
      },
    );
  }
}

/** One challenge a realm: the strongest algorithm that we share, the first among equals. */
function readChallenges(headers: Headers): Challenge[] {
  const best = new Map<string, Challenge>();
  for (const [name, header] of [
    ['WWW-Authenticate', 'Authorization'],
    ['Proxy-Authenticate', 'Proxy-Authorization'],
  ] as const) {
    for (const text of headers.all(name)) {
      const challenge = readChallenge(text, header);
      if (challenge === null) continue;
      const key = `${header} ${challenge.realm}`;
      const rival = best.get(key);
      if (rival === undefined || strength(challenge) < strength(rival)) best.set(key, challenge);
    }
  }
  return [...best.values()];
}

function strength({ algorithm }: Challenge): number {
  return hashes.indexOf(algorithm.hash);
}

function readChallenge(text: string, header: Challenge['header']): Challenge | null {
  const params = parseAuthParams(text);
  const realm = params?.get('realm');
  const nonce = params?.get('nonce');
  if (params === null || realm === undefined || nonce === undefined) return null;
  const algorithm = parseAlgorithm(params.get('algorithm') ?? null);
  if (algorithm === null) return null;
  const offered = params.has('qop') ? qopOptions(params.get('qop')) : null;
  const qop =
    offered === null
      ? null
      : (['auth', 'auth-int'] as const).find((each) => offered.includes(each));
  if (qop === undefined) return null;
  const stale = params.get('stale')?.toLowerCase() === 'true';
  const opaque = params.get('opaque') ?? null;
  return { header, realm, nonce, opaque, algorithm, qop, stale, uses: 0 };
}

/**
 * Whether the request answered a challenge just met. Credentials used again (nc > 1) may be refused
 * for their age alone, by servers that do not say `stale`.
 */
function hasAnswered(request: SipRequest, { header, realm }: Challenge): boolean {
  return request.headers.all(header).some((text) => {
    const params = parseAuthParams(text);
    return params?.get('realm') === realm && parseInt(params.get('nc') ?? '1', 16) === 1;
  });
}
