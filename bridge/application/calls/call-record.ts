import type { QualityReport } from '../../ports/media-server.js';
import type { CallLegEnd, NewCallLeg } from '../../ports/history.js';
import type { InboundLeg, LegSource, OutboundLeg } from '../../ports/signalling.js';
import type { CallEndReason } from './end-reasons.js';

/** What a call came through: its trunk, its user, or where neither is known its address. */
export function viaOf({ trunk, user, address }: LegSource): string {
  return trunk ?? user ?? address;
}

export function startRecord(id: string, leg: InboundLeg, startedAtMs: number): NewCallLeg {
  const { callerNumber, callerName, dialledNumber } = leg.parties;
  return {
    id,
    callId: leg.callId,
    direction: leg.direction,
    dialledNumber,
    callerNumber,
    callerName,
    source: viaOf(leg.source),
    codec: null,
    startedAtMs,
    priceClass: null,
  };
}

/** What a call that we make was made for. */
interface CalledOut {
  readonly dialOutId: string;
  readonly number: string;
  readonly name: string | null;
  readonly priceClass: string;
}

/** Of a call that we make; its id is that of the dial-out. */
export function outboundRecord(
  leg: OutboundLeg,
  { dialOutId, number, name, priceClass }: CalledOut,
  source: string,
  startedAtMs: number,
): NewCallLeg {
  return {
    id: dialOutId,
    callId: leg.callId,
    direction: leg.direction,
    dialledNumber: number,
    callerNumber: leg.parties.callerNumber,
    callerName: name,
    source,
    codec: null,
    startedAtMs,
    priceClass,
  };
}

export function endRecord(
  endedAtMs: number,
  reason: CallEndReason,
  codec: string | null,
  quality: QualityReport | null,
): CallLegEnd {
  return {
    endedAtMs,
    reason,
    codec,
    packetsReceived: quality?.packetsReceived ?? 0,
    packetsLost: quality?.packetsLost ?? 0,
    jitterMs: quality?.jitterMs ?? 0,
    roundTripMs: quality?.roundTripMs ?? null,
    mos: quality?.mos ?? null,
  };
}
