import { apply, createConference } from '../../../bridge/conference/conference.js';
import type { DoorAnswers } from '../../../bridge/conference/door.js';
import type { Phrase } from '../../../bridge/conference/phrase.js';
import { resolveRoomOptions } from '../../../bridge/conference/room-option-values.js';
import type { RoomOptions } from '../../../bridge/conference/room-options.js';
import type { ConferenceCommand, KeypadKey } from '../../../bridge/conference/command.js';
import type { ConferenceEffect } from '../../../bridge/conference/effect.js';
import type { ConferenceEvent } from '../../../bridge/conference/event.js';
import type { ConferenceState } from '../../../bridge/conference/state.js';
import type { Outcome } from '../../../bridge/conference/turn.js';
import type { Role } from '../../../bridge/conference/words.js';

/** A conference under test, driven command by command on a clock of its own. */
export class Room {
  state: ConferenceState;
  nowMs = 1_000_000;
  /** What the last command brought about. */
  events: readonly ConferenceEvent[] = [];
  effects: readonly ConferenceEffect[] = [];

  constructor(options: Partial<RoomOptions> = {}) {
    this.state = createConference('c1', resolveRoomOptions({ ...options }));
  }

  do(command: ConferenceCommand): Outcome {
    const outcome = apply(this.state, command, this.nowMs);
    this.state = outcome.state;
    this.events = outcome.events;
    this.effects = outcome.effects;
    return outcome;
  }

  join(memberId: string, role: Role = 'participant', answers: DoorAnswers = {}): Outcome {
    return this.do({ kind: 'join', memberId, role, name: null, number: null, answers });
  }

  /** The line breaks: its caller did not hang up. */
  lose(memberId: string): Outcome {
    return this.do({ kind: 'leave', memberId, reason: 'media-timeout' });
  }

  leave(memberId: string): Outcome {
    return this.do({ kind: 'leave', memberId, reason: 'remote-bye' });
  }

  press(memberId: string, key: KeypadKey): Outcome {
    return this.do({ kind: 'press-key', memberId, key });
  }

  after(minutes: number): this {
    this.nowMs += minutes * 60_000;
    return this;
  }

  /** Whose hands are raised, first come first. */
  hands(): readonly string[] {
    return this.state.floor.hands.map(({ memberId }) => memberId);
  }

  /** What one member, or everyone in the mix (`all`), was told by the last command. */
  heard(by: string): readonly string[] {
    return this.effects.flatMap((effect) => {
      if (effect.kind === 'announce-to-all' && by === 'all') return effect.phrases.map(text);
      if (effect.kind === 'announce' && effect.memberId === by) return effect.phrases.map(text);
      if (effect.kind === 'end-leg' && effect.memberId === by) return effect.phrases.map(text);
      return [];
    });
  }

  /** The kinds of the last command's effects, with the member they are for. */
  effectNames(): readonly string[] {
    return this.effects.map((effect) =>
      'memberId' in effect ? `${effect.kind} ${effect.memberId}` : effect.kind,
    );
  }

  eventNames(): readonly string[] {
    return this.events.map((event) =>
      'memberId' in event ? `${event.kind} ${event.memberId}` : event.kind,
    );
  }

  reasons(memberId: string): readonly string[] | undefined {
    return this.state.members.find((member) => member.id === memberId)?.muteReasons;
  }
}

export function text(phrase: Phrase<string>): string {
  if ('prompt' in phrase) return phrase.prompt;
  if ('number' in phrase) return String(phrase.number);
  if ('quantity' in phrase) return `${phrase.quantity} ${phrase.of}`;
  if ('digits' in phrase) return phrase.digits;
  if ('recordedName' in phrase) return phrase.recordedName;
  return phrase.tone;
}
