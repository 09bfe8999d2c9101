import type { HangupReason } from '../../ports/signalling.js';
import { quote } from '../message/grammar.js';
import type { SipRequest } from '../message/types.js';

/** RFC 3326 §2. */
export function formatReason(reason: HangupReason): string {
  return `Q.850;cause=${reason.q850};text=${quote(reason.text)}`;
}

/** What a peer's Reason header says; the first that can be read. */
export function readReason(request: SipRequest): { status: number | null; text: string } {
  for (const value of request.headers.all('Reason')) {
    const cause = /;\s*cause\s*=\s*(\d{1,3})\b/i.exec(value)?.[1];
    const text = /;\s*text\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(value);
    if (cause === undefined && text === null) continue;
    const said = (text?.[1] ?? text?.[2] ?? '').replace(/\\(.)/g, '$1');
    return { status: cause === undefined ? null : Number(cause), text: said };
  }
  return { status: null, text: '' };
}

/** The final response that says why a call is not taken, from a Q.850 cause (RFC 3398 §7.2.4.1). */
export function statusForCause(q850: number): number {
  switch (q850) {
    case 1:
      return 404;
    case 17:
      return 486;
    case 21:
      return 403;
    case 34:
    case 38:
    case 41:
    case 42:
      return 503;
    default:
      return 480;
  }
}
