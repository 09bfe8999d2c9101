import type { SipRequest, SipResponse } from '../message/types.js';
import { optionTags, type HeaderList } from './capabilities.js';

export interface SessionTimerSettings {
  /** What we propose [s]. */
  readonly expiresSeconds: number;
  /** The shortest interval we accept [s]; RFC 4028 §4 allows no less than 90. */
  readonly minimumSeconds: number;
}

/** What both sides agreed on: refresh within this time, or the session is over. */
export interface SessionTimerTerms {
  readonly intervalSeconds: number;
  readonly weRefresh: boolean;
}

export type TimerVerdict =
  /** 422 with Min-SE (§6). */
  | { readonly kind: 'too-small' }
  | {
      readonly kind: 'agreed';
      readonly terms: SessionTimerTerms | null;
      /** For the 2xx. */
      readonly headers: HeaderList;
    };

interface SessionExpires {
  readonly seconds: number;
  readonly refresher: 'uac' | 'uas' | null;
}

/** The UAS's part of the negotiation (RFC 4028 §9). */
export function timerVerdict(request: SipRequest, settings: SessionTimerSettings): TimerVerdict {
  const asked = readSessionExpires(request);
  const peerSupports = optionTags(request.headers.all('Supported')).has('timer');
  if (asked === null) {
    // Without support at the far end nothing would be gained but the refreshing.
    if (!peerSupports) return { kind: 'agreed', terms: null, headers: [] };
    const floor = readSeconds(request.headers.get('Min-SE')) ?? 0;
    return agree(Math.max(settings.expiresSeconds, floor), 'uac', true);
  }
  if (asked.seconds < settings.minimumSeconds) {
    // A UAC that knows no 422 has it from a proxy; without our consent nothing is agreed.
    return peerSupports ? { kind: 'too-small' } : { kind: 'agreed', terms: null, headers: [] };
  }
  return agree(asked.seconds, peerSupports ? (asked.refresher ?? 'uac') : 'uas', peerSupports);
}

function agree(
  seconds: number,
  refresher: 'uac' | 'uas',
  peerSupports: boolean,
): TimerVerdict & { kind: 'agreed' } {
  const headers: [string, string][] = [['Session-Expires', `${seconds};refresher=${refresher}`]];
  // §9: a UAC that is to refresh must know of it.
  if (refresher === 'uac' && peerSupports) headers.push(['Require', 'timer']);
  const terms = { intervalSeconds: seconds, weRefresh: refresher === 'uas' };
  return { kind: 'agreed', terms, headers };
}

/** The terms of a 2xx to our INVITE or UPDATE (§7.2); null where there is no session timer. */
export function termsOfAnswer(response: SipResponse): SessionTimerTerms | null {
  const agreed = readSessionExpires(response);
  if (agreed === null) return null;
  return { intervalSeconds: agreed.seconds, weRefresh: agreed.refresher !== 'uas' };
}

/** For our INVITEs and UPDATEs; `refresher` is left open when the session begins. */
export function timerProposal(
  settings: SessionTimerSettings,
  current: SessionTimerTerms | null,
  minimumSeconds: number,
): HeaderList {
  const seconds = Math.max(current?.intervalSeconds ?? settings.expiresSeconds, minimumSeconds);
  const role = current === null ? '' : `;refresher=${current.weRefresh ? 'uac' : 'uas'}`;
  return [
    ['Session-Expires', `${seconds}${role}`],
    ['Min-SE', String(Math.max(settings.minimumSeconds, minimumSeconds))],
  ];
}

/** The Min-SE of a 422, within reason [s]. */
export function demandedMinimum(response: SipResponse): number | null {
  const seconds = readSeconds(response.headers.get('Min-SE'));
  return seconds !== null && seconds <= 86_400 ? seconds : null;
}

/** When we refresh: half way (§10) [ms]. */
export function refreshAfterMs(terms: SessionTimerTerms): number {
  return terms.intervalSeconds * 500;
}

/** When we give up on a far end that should refresh: min(32 s, a third) before the end (§10) [ms]. */
export function giveUpAfterMs(terms: SessionTimerTerms): number {
  const { intervalSeconds } = terms;
  return (intervalSeconds - Math.min(32, intervalSeconds / 3)) * 1000;
}

function readSessionExpires(message: SipRequest | SipResponse): SessionExpires | null {
  const value = message.headers.get('Session-Expires');
  const seconds = readSeconds(value);
  if (value === null || seconds === null) return null;
  const refresher = /;\s*refresher\s*=\s*(uac|uas)\b/i.exec(value)?.[1]?.toLowerCase();
  return { seconds, refresher: refresher === 'uac' || refresher === 'uas' ? refresher : null };
}

function readSeconds(value: string | null): number | null {
  const digits = value === null ? undefined : /^\s*(\d{1,9})/.exec(value)?.[1];
  // A timer longer than Node's 2^31 ms is as good as three weeks.
  return digits === undefined ? null : Math.min(Number(digits), 1_814_400);
}
