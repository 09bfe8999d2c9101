import { isQuiet } from '../../conference/members.js';
import type { RoomOptions } from '../../conference/room-options.js';
import { shownNumber } from '../../conference/shown-number.js';
import type { ConferenceState, Member, RecordingState } from '../../conference/state.js';
import type { LiveConference, LiveHand, LiveMember, LiveRecording } from './view.js';

/** Null where there is nothing to be seen: nobody has come yet, or all have gone. */
export function conferenceView(state: ConferenceState | null): LiveConference | null {
  if (state === null || state.startedAtMs === null) return null;
  const { phase } = state;
  if (phase.kind === 'idle' || phase.kind === 'ended') return null;
  return {
    id: state.id,
    phase: phase.kind,
    startedAtMs: state.startedAtMs,
    endsAtMs: phase.kind === 'grace' ? phase.endsAtMs : null,
    locked: state.locked,
    lecture: state.lecture,
    speaker: state.floor.speaker?.memberId ?? null,
    tones: state.tones,
    continues: state.continues,
    quiet: isQuiet(state),
    rollCall: state.options.rollCall,
    capacity: state.options.capacity,
    recordingAllowed: state.options.recordingAllowed,
    recording: recordingView(state.recording),
    dialOutAllowed: state.options.dialOut,
    // Whom an organizer has had called is no secret to the organizers.
    dialOuts: state.dialOuts.map(({ id, number, name, stage }) => ({ id, number, name, stage })),
  };
}

const recordingPhases = {
  idle: 'off',
  starting: 'starting',
  recording: 'on',
  paused: 'paused',
  stopped: 'off',
  'limit-reached': 'full',
} as const;

function recordingView({ phase, recordedMs }: RecordingState): LiveRecording {
  const sinceMs = phase.kind === 'recording' ? phase.sinceMs : null;
  return { phase: recordingPhases[phase.kind], recordedMs, sinceMs };
}

export function handsView(state: ConferenceState | null): readonly LiveHand[] {
  const hands = state?.floor.hands ?? [];
  return hands.map(({ memberId, raisedAtMs }) => ({ id: memberId, sinceMs: raisedAtMs }));
}

export function memberView(
  member: Member,
  options: RoomOptions,
  n: number,
  figures: Pick<LiveMember, 'quality' | 'trouble'>,
): LiveMember {
  const { id, role, name, joinedAtMs, muteReasons, onHold, held } = member;
  const number = shownNumber(member.number, options);
  return { n, id, role, name, number, joinedAtMs, mutes: muteReasons, onHold, held, ...figures };
}
