/**
 * Errors that reach a caller, an operator or another program carry a stable code and a verdict:
 * which SIP and HTTP status they become, and whether trying again may help.
 */
export interface ErrorVerdict {
  readonly sipStatus: number;
  readonly httpStatus: number;
  readonly retryable: boolean;
}

/** Every code there is. A code is never reused for another meaning. */
export const errorCatalogue = {
  // media
  'no-usable-codec': { sipStatus: 488, httpStatus: 422, retryable: false },
  'bad-sdp': { sipStatus: 400, httpStatus: 400, retryable: false },
  'ports-exhausted': { sipStatus: 503, httpStatus: 503, retryable: true },
  'media-lost': { sipStatus: 503, httpStatus: 503, retryable: true },
  'no-such-endpoint': { sipStatus: 481, httpStatus: 404, retryable: false },
  'cannot-record': { sipStatus: 500, httpStatus: 503, retryable: true },
  'bad-audio-file': { sipStatus: 500, httpStatus: 422, retryable: false },
  // signalling
  'bad-message': { sipStatus: 400, httpStatus: 400, retryable: false },
  'call-refused': { sipStatus: 403, httpStatus: 403, retryable: false },
  'call-failed': { sipStatus: 500, httpStatus: 502, retryable: true },
  'call-gone': { sipStatus: 481, httpStatus: 410, retryable: false },
  'wrong-state': { sipStatus: 500, httpStatus: 409, retryable: false },
  'request-timeout': { sipStatus: 408, httpStatus: 504, retryable: true },
  draining: { sipStatus: 503, httpStatus: 503, retryable: true },
  // start-up and operation
  'bad-config': { sipStatus: 500, httpStatus: 500, retryable: false },
  'port-in-use': { sipStatus: 500, httpStatus: 500, retryable: false },
  'data-dir-unwritable': { sipStatus: 500, httpStatus: 500, retryable: false },
  'database-locked': { sipStatus: 503, httpStatus: 503, retryable: true },
  'database-newer': { sipStatus: 500, httpStatus: 500, retryable: false },
  'database-failed': { sipStatus: 500, httpStatus: 503, retryable: true },
  // directory
  'bad-value': { sipStatus: 400, httpStatus: 400, retryable: false },
  'not-found': { sipStatus: 404, httpStatus: 404, retryable: false },
  'already-exists': { sipStatus: 409, httpStatus: 409, retryable: false },
  // portal
  'not-signed-in': { sipStatus: 403, httpStatus: 401, retryable: false },
  'not-allowed': { sipStatus: 403, httpStatus: 403, retryable: false },
  // The mail server: cannot be used now; will not have this one yet; will never have it.
  'mail-failed': { sipStatus: 503, httpStatus: 503, retryable: true },
  'mail-deferred': { sipStatus: 503, httpStatus: 503, retryable: true },
  'mail-refused': { sipStatus: 503, httpStatus: 422, retryable: false },
  'too-many-tries': { sipStatus: 503, httpStatus: 429, retryable: true },
} as const satisfies Record<string, ErrorVerdict>;

export type ErrorCode = keyof typeof errorCatalogue;

export class PartylineError extends Error {
  override readonly name = 'PartylineError';
  readonly code: ErrorCode;
  /** What the reader can do about it, as a sentence; empty when there is nothing to do. */
  readonly mend: string;

  constructor(code: ErrorCode, message: string, options: { mend?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.mend = options.mend ?? '';
  }

  get verdict(): ErrorVerdict {
    return errorCatalogue[this.code];
  }
}

/** The text of anything that was thrown. */
export function describeError(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** For the default branch of a switch that must name every case. */
export function unreachable(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
