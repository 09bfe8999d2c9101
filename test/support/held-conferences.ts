import type { CallLegEnd } from '../../bridge/ports/history.js';
import type { Store } from '../../bridge/ports/store.js';

export interface HeldCall {
  readonly dialledNumber?: string;
  readonly joinedAt: number;
  /** Left out: it goes on. */
  readonly endedAt?: number;
  readonly callerName?: string;
  readonly callerNumber?: string;
  readonly role?: 'organizer' | 'participant';
}

export interface HeldConference {
  readonly id: string;
  readonly roomId: string;
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly billingCode?: string;
  readonly calls: readonly HeldCall[];
}

const quality: Omit<CallLegEnd, 'endedAt'> = {
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
  const { id, roomId, startedAt } = conference;
  history.conferenceStarted({ id, roomId, startedAt });
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
      startedAt: call.joinedAt - 15_000,
      priceClass: null,
    });
    const role = call.role ?? (n === 0 ? 'organizer' : 'participant');
    history.legJoined(legId, { conferenceId: id, role, joinedAt: call.joinedAt });
    if (call.endedAt !== undefined) history.legEnded(legId, { ...quality, endedAt: call.endedAt });
  });
  if (conference.endedAt !== undefined) history.conferenceEnded(id, conference.endedAt, 'empty');
  await history.flush();
}
