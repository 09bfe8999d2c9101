import type { Phrase } from './phrase.js';
import type { Turn } from './turn.js';
import type { ConferenceState, RecordingPhase, RecordingState } from './state.js';

/** R2: recorded time of one file; what is left out does not count. */
const recordingLimitMs = 4 * 3_600_000;

export const noRecording: RecordingState = { phase: { kind: 'idle' }, file: 0, recordedMs: 0 };

/** Whether what is said is meant to go into a file now: callers must know of it. */
export function isRecorded({ recording }: ConferenceState): boolean {
  return recording.phase.kind === 'recording' || recording.phase.kind === 'paused';
}

/** A file that more can go into. */
export function isFileOpen({ recording }: ConferenceState): boolean {
  switch (recording.phase.kind) {
    case 'starting':
    case 'recording':
    case 'paused':
    case 'stopped':
      return true;
    case 'idle':
    case 'limit-reached':
      return false;
  }
}

export function recordingEndsAtMs({ recording }: ConferenceState): number {
  const { phase, recordedMs } = recording;
  return phase.kind === 'recording' ? phase.sinceMs + recordingLimitMs - recordedMs : Infinity;
}

/** Moves on; time that was recorded until now is counted. */
export function enterPhase(turn: Turn, phase: RecordingPhase): void {
  const { recording } = turn.state;
  const counted = recording.phase.kind === 'recording' ? turn.nowMs - recording.phase.sinceMs : 0;
  turn.change({
    recording: { ...recording, phase, recordedMs: recording.recordedMs + counted },
  });
}

/** R2: the organizers are told, and the next start makes a new file. */
export function expireRecording(turn: Turn): void {
  if (recordingEndsAtMs(turn.state) > turn.nowMs) return;
  const { file } = turn.state.recording;
  enterPhase(turn, { kind: 'limit-reached' });
  turn.emit({ kind: 'recording-stopped', file, reason: 'limit' });
  turn.effect({ kind: 'close-recording', file });
  tellOrganizers(turn, { prompt: 'recording-limit-reached' });
}

/** With the conference: nothing is recorded after it. */
export function endRecording(turn: Turn): void {
  if (!isFileOpen(turn.state)) return;
  const { file, phase } = turn.state.recording;
  const wasOn = phase.kind !== 'stopped';
  enterPhase(turn, { kind: 'idle' });
  if (wasOn) turn.emit({ kind: 'recording-stopped', file, reason: 'conference-ended' });
  turn.effect({ kind: 'close-recording', file });
}

/** One who comes into a mix that is recorded is told so, apart from all else that is said. */
export function tellRecorded(turn: Turn, memberId: string): void {
  if (!isRecorded(turn.state)) return;
  turn.effect({
    kind: 'announce',
    memberId,
    phrases: [{ prompt: 'being-recorded' }],
    notice: { file: turn.state.recording.file, memberIds: [memberId] },
  });
}

export function tellOrganizers(turn: Turn, ...phrases: readonly Phrase[]): void {
  for (const { id, role } of turn.state.members) {
    if (role === 'organizer') turn.effect({ kind: 'announce', memberId: id, phrases });
  }
}
