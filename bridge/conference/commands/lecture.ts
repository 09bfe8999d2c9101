import { noFloor } from '../floor.js';
import { isOpen } from '../members.js';
import { withReason, withoutReasons } from '../mute-rules.js';
import type { ConferencePrompt } from '../phrase.js';
import type { Turn } from '../turn.js';
import type { ConferenceCommand } from '../command.js';
import type { LectureMode } from '../words.js';
import { mayGovern } from './authority.js';
import { endSpeech } from './floor.js';
import { setReasonsOfParticipants } from './mute.js';

/** `*8` leads through the modes in turn (K8). */
export const nextLectureMode: Readonly<Record<LectureMode, LectureMode>> = {
  off: 'open',
  open: 'strict',
  strict: 'off',
};

const announcements: Readonly<Record<LectureMode, ConferencePrompt>> = {
  off: 'lecture-off',
  open: 'lecture-open',
  strict: 'lecture-strict',
};

/**
 * Everyone but the organizers is muted, and the one who has been given the floor. The reason
 * `lecture` goes with the mode, so that each member is then as its caller had left it.
 */
export function setLecture(
  turn: Turn,
  { mode, by }: Extract<ConferenceCommand, { kind: 'set-lecture' }>,
): void {
  if (turn.state.phase.kind === 'idle' || !mayGovern(turn, by)) return;
  if (turn.state.lecture === mode) return;
  turn.change({ lecture: mode });
  turn.emit({ kind: 'lecture-changed', mode, by });
  if (mode === 'off') {
    endSpeech(turn, by);
    turn.change({ floor: noFloor });
  }
  const speakerId = turn.state.floor.speaker?.memberId;
  setReasonsOfParticipants(turn, by, ({ id, muteReasons }) => {
    if (mode === 'off') return withoutReasons(muteReasons, ['lecture']);
    return id === speakerId ? muteReasons : withReason(muteReasons, 'lecture');
  });
  if (!isOpen(turn.state)) return;
  turn.effect({ kind: 'announce-to-all', phrases: [{ prompt: announcements[mode] }] });
}
