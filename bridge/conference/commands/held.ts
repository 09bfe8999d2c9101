import { isHeard, isInMix, isOpen } from '../members.js';
import type { ConferencePrompt } from '../phrase.js';
import { tellRecorded } from '../recording.js';
import type { Turn } from '../turn.js';
import type { ConferenceCommand } from '../command.js';
import type { Member } from '../state.js';
import type { Actor } from '../words.js';
import { mayGovern, tell } from './authority.js';

/** A member that is held leaves the mix, so that it neither hears the others nor is heard. */
export function setHeld(
  turn: Turn,
  { memberId, held, by }: Extract<ConferenceCommand, { kind: 'set-held' }>,
): void {
  const member = turn.member(memberId);
  if (member === undefined || member.held === held || !mayGovern(turn, by)) return;
  if (!held) {
    const returned = returnFromHold(turn, member, by);
    tell(turn, memberId, { prompt: promptOnReturn(turn, returned) });
    return;
  }
  // While it waits for an organizer it is in no mix yet, and may hear the music already.
  if (isInMix(turn.state, member)) turn.effect({ kind: 'take-out', memberId });
  change(turn, { ...member, held }, by);
  turn.effect({ kind: 'hold-music', memberId, on: true });
  tell(turn, memberId, { prompt: 'put-on-hold' });
}

/** @returns the member as it is now; the same where it was not held */
export function returnFromHold(turn: Turn, member: Member, by: Actor): Member {
  if (!member.held) return member;
  const returned: Member = { ...member, held: false };
  change(turn, returned, by);
  const { options } = turn.state;
  const open = isOpen(turn.state);
  if (open || !options.holdMusic) {
    turn.effect({ kind: 'hold-music', memberId: member.id, on: false });
  }
  if (open) turn.effect({ kind: 'admit', memberId: member.id, muted: !isHeard(returned) });
  if (open) tellRecorded(turn, member.id);
  return returned;
}

function change(turn: Turn, member: Member, by: Actor): void {
  turn.replaceMember(member);
  turn.emit({ kind: 'held-changed', memberId: member.id, held: member.held, by });
}

function promptOnReturn(turn: Turn, member: Member): ConferencePrompt {
  if (!isOpen(turn.state)) return 'waiting-for-organizer';
  return member.muteReasons.length === 0 ? 'back-from-hold' : 'muted-press-star-two';
}
