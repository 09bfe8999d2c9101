import type { ConferenceEvent } from '../../conference/event.js';
import type { RoomRecord } from '../../ports/directory.js';
import type { HistoryWriter } from '../../ports/history.js';

/** Writes what happened in a conference into the history. Legs' ends are written by their call. */
export function recordEvent(
  history: HistoryWriter,
  room: RoomRecord,
  event: ConferenceEvent,
): void {
  const { conferenceId, atMs, seq, kind, ...detail } = event;
  switch (event.kind) {
    case 'conference-started':
      history.conferenceStarted({ id: conferenceId, roomId: room.id, startedAtMs: atMs });
      break;
    case 'billing-code-set':
      history.conferenceBilled(conferenceId, event.code);
      break;
    case 'conference-ended':
      history.conferenceEnded(conferenceId, atMs, event.reason);
      break;
    case 'member-joined':
      history.legJoined(event.memberId, { conferenceId, role: event.role, joinedAtMs: atMs });
      break;
    case 'conference-opened':
    case 'member-admitted':
    case 'member-left':
    case 'join-refused':
    case 'role-changed':
    case 'mute-changed':
    case 'noisiest-muted':
    case 'line-disturbs':
    case 'hold-changed':
    case 'held-changed':
    case 'lock-changed':
    case 'grace-started':
    case 'grace-cancelled':
    case 'lecture-changed':
    case 'hand-changed':
    case 'speaker-changed':
    case 'tones-changed':
    case 'continues-changed':
    case 'member-renamed':
    case 'recording-asked':
    case 'recording-started':
    case 'recording-paused':
    case 'recording-resumed':
    case 'recording-stopped':
    case 'recording-notice-heard':
    case 'name-kept':
    case 'security-code-set':
    case 'dial-out-started':
    case 'dial-out-refused':
    case 'dial-out-progressed':
    case 'dial-out-ended':
      break;
  }
  const legId =
    'memberId' in event ? event.memberId : 'dialOutId' in event ? event.dialOutId : null;
  history.event({ atMs, conferenceId, legId, kind, detail: { seq, ...detail } });
}
