import type { Logger } from '../../kernel/logger.js';
import type { Clock } from '../../ports/clock.js';
import type { Random } from '../../ports/random.js';
import type { TransportName } from '../../ports/signalling.js';
import type { MessageLimits } from '../message/limits.js';
import { defaultLimits } from '../message/limits.js';

export interface ListenOptions {
  readonly transport: TransportName;
  /** An address of this machine, or the wildcard `0.0.0.0` or `::`. */
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Required for `tls`: PEM text. */
  readonly tls?: { readonly key: string | Buffer; readonly cert: string | Buffer };
  /**
   * What peers beyond our own subnets must send to, e.g. the public address of a NAT; used in
   * sent-by and contacts.
   */
  readonly advertisedHost?: string;
}

export interface RateLimit {
  /** Messages per second of one source (an IPv4 address, an IPv6 /64). */
  readonly perSecond: number;
  /** Messages that a source may send at once. */
  readonly burst: number;
  /** How many sources are remembered; the longest silent one is forgotten first. */
  readonly maxSources: number;
}

export interface TransportLimits {
  readonly message: MessageLimits;
  readonly rate: RateLimit;
  /** Connections open at once, both ways. */
  readonly maxConnections: number;
  /** A connection with no traffic for this long is closed. */
  readonly idleTimeoutMs: number;
  /** A message begun on a connection must be whole within this time. */
  readonly partialTimeoutMs: number;
  readonly connectTimeoutMs: number;
  /** A connection whose far end leaves more than this unread is closed. */
  readonly maxUnsentBytes: number;
}

export const defaultTransportLimits: TransportLimits = {
  message: defaultLimits,
  rate: { perSecond: 2_000, burst: 4_000, maxSources: 10_000 },
  maxConnections: 5_000,
  idleTimeoutMs: 20 * 60_000,
  partialTimeoutMs: 30_000,
  connectTimeoutMs: 5_000,
  maxUnsentBytes: 1_048_576,
};

export interface TransportOptions {
  readonly listen: readonly ListenOptions[];
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly limits?: Partial<TransportLimits>;
  /** Sources that the rate limit does not touch, e.g. the addresses of configured trunks. */
  readonly exempt?: (address: string) => boolean;
  /** Whom to trust when we open a TLS connection; the system's authorities by default. */
  readonly tlsClient?: { readonly ca?: string | Buffer; readonly rejectUnauthorized?: boolean };
}
