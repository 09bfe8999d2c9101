import { departure } from '../announcements.js';
import { endConference, endLeg, memberLeft, organizersGone } from '../ending.js';
import { hasOrganizer, isOpen } from '../members.js';
import type { Turn } from '../turn.js';
import type { ConferenceCommand } from '../command.js';
import type { Member } from '../state.js';
import { mayGovern } from './authority.js';

type Command<Kind extends ConferenceCommand['kind']> = Extract<ConferenceCommand, { kind: Kind }>;

export function leave(turn: Turn, command: Command<'leave'>): void {
  const member = turn.member(command.memberId);
  if (member === undefined) return;
  memberLeft(turn, member, command.reason);
  turn.removeMembers([member]);
  afterDeparture(turn, member);
}

export function drop(turn: Turn, { memberId, by }: Command<'drop'>): void {
  const member = turn.member(memberId);
  if (member === undefined || !mayGovern(turn, by)) return;
  endLeg(turn, member, 'dropped', [{ prompt: 'dropped-by-organizer' }, { prompt: 'goodbye' }]);
  turn.removeMembers([member]);
  afterDeparture(turn, member);
}

function afterDeparture(turn: Turn, member: Member): void {
  const { state } = turn;
  if (state.members.length === 0) {
    endConference(turn, 'all-left');
    return;
  }
  if (!isOpen(state)) return;
  const exitTone = departure(state, member);
  if (exitTone.length > 0) turn.effect({ kind: 'announce-to-all', phrases: exitTone });
  // Only an organizer's leaving can do this: a conference that participants started, and that no
  // organizer ever joined, ends when the last of them leaves.
  const lastOrganizerLeft = member.role === 'organizer' && !hasOrganizer(state);
  if (lastOrganizerLeft && !state.continues) organizersGone(turn);
}
