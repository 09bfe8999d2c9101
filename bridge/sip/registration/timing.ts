import { parseNameAddr } from '../message/name-addr.js';
import type { SipResponse } from '../message/types.js';

const longestGrantSeconds = 7 * 86_400;

/**
 * How long a registration holds [s], by the 200 to our REGISTER (RFC 3261 §10.2.4): the `expires`
 * of our own Contact, else the Expires header, else what we asked for.
 */
export function grantedSeconds(response: SipResponse, line: string, askedSeconds: number): number {
  for (const value of response.headers.all('Contact')) {
    const contact = parseNameAddr(value);
    if (contact?.uri.params.get('line') !== line) continue;
    const expires = seconds(contact.params.get('expires'));
    if (expires !== null) return expires;
  }
  return seconds(response.headers.get('Expires')) ?? askedSeconds;
}

/** The Min-Expires of a 423 [s] (§10.2.8); null where it is missing or beyond reason. */
export function demandedSeconds(response: SipResponse): number | null {
  return seconds(response.headers.get('Min-Expires'));
}

/** The Retry-After of a refusal [s]; null where there is none. */
export function retryAfterSeconds(response: SipResponse): number | null {
  return seconds(response.headers.get('Retry-After'));
}

/** When to refresh: a tenth, and at least 30 s, before the end; half way where it is short [ms]. */
export function refreshDelayMs(granted: number): number {
  const early = granted < 60 ? granted / 2 : Math.max(30, granted / 10);
  return Math.max(1, granted - early) * 1000;
}

const firstRetryMs = 5_000;
const longestRetryMs = 30 * 60_000;

/**
 * When to try again after the `failures`th failure in a row [ms]: doubling up to half an hour, a
 * random half of it taken off, so that a provider that comes back is not met by all at once.
 * @param fraction 0 ≤ fraction < 1, drawn at random
 */
export function retryDelayMs(failures: number, fraction: number): number {
  const ceiling = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(failures - 1, 20));
  return Math.round(ceiling * (1 - fraction / 2));
}

function seconds(value: string | null | undefined): number | null {
  const digits = value === null || value === undefined ? null : /^\s*(\d{1,9})/.exec(value);
  return digits === null ? null : Math.min(Number(digits[1]), longestGrantSeconds);
}
