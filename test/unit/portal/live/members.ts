import type {
  LiveConference,
  LiveHand,
  LiveMember,
} from '../../../../bridge/application/live/view.js';
import { stateOf, type LiveState } from '../../../../portal/live/live-state.js';

export function aMember(columns: Partial<LiveMember> = {}): LiveMember {
  return {
    n: 1,
    id: 'ann',
    role: 'participant',
    name: null,
    number: null,
    joinedAtMs: 0,
    mutes: [],
    onHold: false,
    held: false,
    quality: 5,
    trouble: null,
    ...columns,
  };
}

const conference: LiveConference = {
  id: 'c1',
  phase: 'active',
  startedAtMs: 0,
  endsAtMs: null,
  locked: false,
  lecture: 'off',
  speaker: null,
  tones: true,
  continues: false,
  quiet: false,
  rollCall: false,
  capacity: 500,
  recordingAllowed: true,
  recording: { phase: 'off', recordedMs: 0, sinceMs: null },
  dialOutAllowed: false,
  dialOuts: [],
};

export function aRoom(
  parts: {
    readonly seq?: number;
    readonly conference?: LiveConference | null;
    readonly lines?: readonly LiveMember[];
    readonly hands?: readonly LiveHand[];
  } = {},
): LiveState {
  return stateOf({ seq: 1, atMs: 0, conference, lines: [], hands: [], ...parts });
}
