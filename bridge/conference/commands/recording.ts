import { isInMix, isOpen } from '../members.js';
import { enterPhase, isFileOpen, isRecorded, tellOrganizers } from '../recording.js';
import type { Turn } from '../turn.js';
import type { ConferenceCommand } from '../command.js';
import { mayGovern, tellActor } from './authority.js';

type Command<Kind extends ConferenceCommand['kind']> = Extract<ConferenceCommand, { kind: Kind }>;

/** K7. Never while all wait for an organizer: there is no mix then. */
export function setRecording(turn: Turn, { on, by }: Command<'set-recording'>): void {
  if (!isOpen(turn.state) || !mayGovern(turn, by)) return;
  const { recording, options } = turn.state;
  const { kind } = recording.phase;
  if (on === (kind === 'starting' || isRecorded(turn.state))) return;
  const { file } = recording;
  if (!on) {
    enterPhase(turn, { kind: 'stopped' });
    turn.emit({ kind: 'recording-stopped', file, reason: 'asked', by });
    turn.effect({ kind: 'stop-recording', file });
    turn.effect({ kind: 'announce-to-all', phrases: [{ prompt: 'recording-stopped' }] });
    return;
  }
  if (!options.recordingAllowed) {
    tellActor(turn, by, { prompt: 'command-not-available' });
    return;
  }
  const goesOn = isFileOpen(turn.state);
  if (goesOn) enterPhase(turn, { kind: 'starting' });
  else turn.change({ recording: { phase: { kind: 'starting' }, file: file + 1, recordedMs: 0 } });
  turn.emit({ kind: 'recording-asked', file: turn.state.recording.file, by });
  turn.effect({ kind: 'start-recording', file: turn.state.recording.file });
}

/** The first frame is on its way into the file. Told only now, so that what is told is true. */
export function recordingBegan(turn: Turn, { file }: Command<'recording-began'>): void {
  if (!isOf(turn, file, 'starting')) return;
  enterPhase(turn, { kind: 'recording', sinceMs: turn.nowMs });
  turn.emit({ kind: 'recording-started', file });
  const { state } = turn;
  const listeners = state.members.filter((member) => isInMix(state, member));
  turn.effect({
    kind: 'announce-to-all',
    phrases: [{ prompt: 'recording-started' }],
    notice: { file, memberIds: listeners.map(({ id }) => id) },
  });
}

export function recordingPaused(turn: Turn, { file, problem }: Command<'recording-paused'>): void {
  if (!isOf(turn, file, 'recording')) return;
  enterPhase(turn, { kind: 'paused' });
  turn.emit({ kind: 'recording-paused', file, problem });
  tellOrganizers(turn, { prompt: 'recording-paused' });
}

export function recordingResumed(turn: Turn, { file }: Command<'recording-resumed'>): void {
  if (!isOf(turn, file, 'paused')) return;
  enterPhase(turn, { kind: 'recording', sinceMs: turn.nowMs });
  turn.emit({ kind: 'recording-resumed', file });
  tellOrganizers(turn, { prompt: 'recording-resumed' });
}

/** What the file has is kept; the next start makes a new one. */
export function recordingFailed(turn: Turn, { file, problem }: Command<'recording-failed'>): void {
  if (turn.state.recording.file !== file || !isFileOpen(turn.state)) return;
  enterPhase(turn, { kind: 'idle' });
  turn.emit({ kind: 'recording-stopped', file, reason: 'failed', problem });
  turn.effect({ kind: 'close-recording', file });
  tellOrganizers(turn, { prompt: 'recording-failed' });
}

/** The consent ledger: these have heard it to its end. */
export function noticeHeard(
  turn: Turn,
  { file, memberIds }: Command<'recording-notice-heard'>,
): void {
  if (file !== turn.state.recording.file) return;
  for (const memberId of memberIds) {
    if (turn.member(memberId) === undefined) continue;
    turn.emit({ kind: 'recording-notice-heard', memberId, file });
  }
}

function isOf(turn: Turn, file: number, kind: 'starting' | 'recording' | 'paused'): boolean {
  const { recording } = turn.state;
  return recording.file === file && recording.phase.kind === kind;
}
