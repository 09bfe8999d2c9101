import type { DialOutFailure } from '../../conference/words.js';
import type { LegEnd } from '../../ports/signalling.js';
import type { LocalEndReason } from '../calls/end-reasons.js';

/** Why a call that was never answered came to nothing, as the conference is told. */
export function dialOutFailure(
  end: LegEnd,
  endedByUs: LocalEndReason | null,
  rang: boolean,
): DialOutFailure {
  if (endedByUs === 'failed') return 'unreachable';
  if (end.by === 'local' || end.by === 'timeout') return rang ? 'no-answer' : 'unreachable';
  return end.by === 'remote-reject' ? failureOf(end.status) : 'unreachable';
}

/** What a final response says of the one who was called (RFC 3261 §21). */
function failureOf(status: number): DialOutFailure {
  switch (status) {
    case 486:
    case 600:
      return 'busy';
    case 408:
    case 480:
      return 'no-answer';
    case 403:
    case 603:
    case 607: // Unwanted (RFC 8197)
      return 'refused';
    default:
      return 'unreachable';
  }
}
