import { rollCall } from '../announcements.js';
import { endConference } from '../ending.js';
import { handIsUp } from '../floor.js';
import { isOpen, isOrganizer } from '../members.js';
import { withoutReasons } from '../mute-rules.js';
import { cancelGrace, openForWaiting } from '../opening.js';
import type { Turn } from '../turn.js';
import type { ConferenceCommand } from '../command.js';
import { mayGovern, tell, tellActor } from './authority.js';
import { changeHand } from './floor.js';
import { setReasons } from './mute.js';

type Command<Kind extends ConferenceCommand['kind']> = Extract<ConferenceCommand, { kind: Kind }>;

/** What muted the participant as such, and its hand, go with the role. */
export function promote(turn: Turn, command: Command<'promote'>): void {
  const { by } = command;
  const member = turn.member(command.memberId);
  if (member === undefined || member.role === 'organizer' || !mayGovern(turn, by)) return;
  const organizer = { ...member, role: 'organizer' } as const;
  turn.replaceMember(organizer);
  turn.emit({ kind: 'role-changed', memberId: member.id, role: 'organizer', by });
  if (handIsUp(turn.state, member)) changeHand(turn, member, false, by);
  const { floor } = turn.state;
  if (floor.speaker?.memberId === member.id) turn.change({ floor: { ...floor, speaker: null } });
  setReasons(turn, organizer, withoutReasons(member.muteReasons, ['lecture']), by);
  const { phase } = turn.state;
  if (phase.kind === 'waiting') openForWaiting(turn);
  if (phase.kind === 'grace') cancelGrace(turn, { kind: 'member', memberId: member.id });
  tell(turn, member.id, { prompt: 'now-organizer' });
}

/** K6 */
export function setLock(turn: Turn, command: Command<'set-lock'>): void {
  const { locked, by } = command;
  if (turn.state.phase.kind === 'idle' || !mayGovern(turn, by)) return;
  if (turn.state.locked === locked) return;
  turn.change({ locked });
  turn.emit({ kind: 'lock-changed', locked, by });
  if (!isOpen(turn.state)) return;
  turn.effect({
    kind: 'announce-to-all',
    phrases: [{ prompt: locked ? 'now-locked' : 'now-unlocked' }],
  });
}

/** K10 */
export function setTones(turn: Turn, { on, by }: Command<'set-tones'>): void {
  if (turn.state.phase.kind === 'idle' || !mayGovern(turn, by)) return;
  if (turn.state.tones === on) return;
  turn.change({ tones: on });
  turn.emit({ kind: 'tones-changed', on, by });
  tellActor(turn, by, { prompt: on ? 'tones-on' : 'tones-off' });
}

/** K11. Turned on during the grace period, it saves the conference. */
export function setContinues(turn: Turn, { on, by }: Command<'set-continues'>): void {
  const { phase, continues } = turn.state;
  if (phase.kind === 'idle' || !mayGovern(turn, by) || continues === on) return;
  turn.change({ continues: on });
  turn.emit({ kind: 'continues-changed', on, by });
  tellActor(turn, by, { prompt: on ? 'continues-on' : 'continues-off' });
  if (on && phase.kind === 'grace') cancelGrace(turn, by);
}

export function rename(turn: Turn, { memberId, name, by }: Command<'rename'>): void {
  const member = turn.member(memberId);
  if (member === undefined || member.name === name || !mayGovern(turn, by)) return;
  turn.replaceMember({ ...member, name });
  turn.emit({ kind: 'member-renamed', memberId, name, by });
}

/** K12. A user has no telephone here: the organizers hear it. */
export function callRoll(turn: Turn, { by }: Command<'roll-call'>): void {
  const { options, members } = turn.state;
  if (!options.rollCall || !mayGovern(turn, by)) return;
  const listeners =
    by.kind === 'member' ? [by.memberId] : members.filter(isOrganizer).map(({ id }) => id);
  for (const memberId of listeners) tell(turn, memberId, ...rollCall(turn.state));
}

export function end(turn: Turn, command: Command<'end'>): void {
  if (!mayGovern(turn, command.by)) return;
  endConference(turn, command.by.kind === 'system' ? 'ended-by-system' : 'ended-by-organizer');
}
