import { createDialogue, step } from '../../../ivr/entry-dialogue/dialogue.js';
import type {
  DialogueEffect,
  DialogueInput,
  DialogueState,
  PinCheck,
} from '../../../ivr/entry-dialogue/types.js';
import { text } from '../conference/room.js';

/** A caller in the entry dialogue, with what the bridge does written down as lines. */
export class Caller {
  state: DialogueState = createDialogue();
  nowMs = 5_000;
  #log: string[] = [];

  input(input: DialogueInput): readonly DialogueEffect[] {
    const { state, effects } = step(this.state, input, this.nowMs);
    this.state = state;
    // Deadlines show in the state; the log holds what the caller would notice.
    this.#log.push(...effects.filter((effect) => effect.kind !== 'set-deadline').map(line));
    return effects;
  }

  start(roomId?: string): void {
    this.input({
      kind: 'started',
      room: roomId === undefined ? null : { id: roomId, enabled: true },
    });
  }

  press(keys: string): void {
    for (const key of keys) {
      this.nowMs += 100;
      this.input({ kind: 'key', key });
    }
  }

  /** The prompt that is heard now plays to its end. */
  promptEnds(): void {
    const { playing } = this.state;
    if (playing === null) throw new Error('no prompt is playing');
    this.nowMs += 2_000;
    this.input({ kind: 'prompt-ended', playback: playing });
  }

  /** Nothing is keyed until the deadline. */
  staysSilent(): void {
    const { deadlineMs } = this.state;
    if (deadlineMs === null) throw new Error('the dialogue waits for nothing');
    this.nowMs = deadlineMs;
    this.input({ kind: 'deadline' });
  }

  answerRoom(roomId: string | null): void {
    this.input({
      kind: 'room',
      result:
        roomId === null
          ? { kind: 'not-found' }
          : { kind: 'found', room: { id: roomId, enabled: true } },
    });
  }

  answerPin(kind: Exclude<PinCheck['kind'], 'wait'>): void {
    this.input({ kind: 'pin', result: { kind } });
  }

  /** What has happened since the last look. */
  takeLog(): readonly string[] {
    const log = this.#log;
    this.#log = [];
    return log;
  }
}

function line(effect: DialogueEffect): string {
  switch (effect.kind) {
    case 'play':
      return ['play', ...effect.phrases.map(text)].join(' ');
    case 'look-up-room':
      return `look-up-room ${effect.number}`;
    case 'check-pin':
      return `check-pin ${effect.roomId} ${effect.pin.reveal()}`;
    case 'enter':
      return `enter ${effect.roomId} ${effect.role}`;
    case 'hang-up':
      return ['hang-up', `${effect.reason}:`, ...effect.phrases.map(text)].join(' ');
    default:
      return effect.kind;
  }
}
