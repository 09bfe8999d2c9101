import type { CallLegEnd } from '../../bridge/ports/history.js';
import type { Store } from '../../bridge/ports/store.js';

export interface HeldCall {
  readonly dialledNumber?: string;
  readonly joinedAtMs: number;
  /** Left out: it goes on. */
  readonly endedAtMs?: number;
  readonly callerName?: string;
  readonly callerNumber?: string;
  readonly role?: 'organizer' | 'participant';
}

export interface HeldConference {
  readonly id: string;
  readonly roomId: string;
  readonly startedAtMs: number;
  readonly endedAtMs?: number;
  readonly billingCode?: string;
  readonly calls: readonly HeldCall[];
}

const quality: Omit<CallLegEnd, 'endedAtMs'> = {
  reason: 'remote-bye',
  codec: 'PCMA/8000',
  packetsReceived: 3000,
  packetsLost: 30,
  jitterMs: 4.5,
  roundTripMs: 40,
  mos: 4.21,
};

/** Writes a conference into the history as the bridge would. */
export async function hold(store: Store, conference: HeldConference): Promise<void> {
  const { history } = store;
  const { id, roomId, startedAtMs } = conference;
  history.conferenceStarted({ id, roomId, startedAtMs });
  if (conference.billingCode !== undefined) history.conferenceBilled(id, conference.billingCode);
  conference.calls.forEach((call, n) => {
    const legId = `${id}-${n}`;
    history.legStarted({
      id: legId,
      callId: `${legId}@phone.example`,
      direction: 'inbound',
      dialledNumber: call.dialledNumber ?? '700100',
      callerNumber: call.callerNumber ?? '+32470000001',
      callerName: call.callerName ?? null,
      source: '192.0.2.1:5060',
      codec: 'PCMA/8000',
      startedAtMs: call.joinedAtMs - 15_000,
      priceClass: null,
    });
    const role = call.role ?? (n === 0 ? 'organizer' : 'participant');
    history.legJoined(legId, { conferenceId: id, role, joinedAtMs: call.joinedAtMs });
    if (call.endedAtMs !== undefined)
      history.legEnded(legId, { ...quality, endedAtMs: call.endedAtMs });
  });
  if (conference.endedAtMs !== undefined)
    history.conferenceEnded(id, conference.endedAtMs, 'empty');
  await history.flush();
}
