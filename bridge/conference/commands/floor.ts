import { handIsUp, ownPlace } from '../floor.js';
import { withReason } from '../mute-rules.js';
import type { Turn } from '../turn.js';
import type { ConferenceCommand } from '../command.js';
import type { Member } from '../state.js';
import type { Actor, MuteReason } from '../words.js';
import { isOwn, mayGovern, tell, tellActor } from './authority.js';
import { returnFromHold } from './held.js';
import { setReasons } from './mute.js';

type Command<Kind extends ConferenceCommand['kind']> = Extract<ConferenceCommand, { kind: Kind }>;

/** K9 for a participant; lowered by an organizer or a user too. */
export function setHand(turn: Turn, { memberId, raised, by }: Command<'set-hand'>): void {
  const member = turn.member(memberId);
  if (member === undefined || handIsUp(turn.state, member) === raised) return;
  const own = isOwn(by, memberId);
  if (!own && (raised || !mayGovern(turn, by))) return;
  if (raised && (turn.state.lecture === 'off' || member.role === 'organizer')) return;
  changeHand(turn, member, raised, by);
  if (raised) tell(turn, memberId, { prompt: 'hand-raised' }, ...ownPlace(turn.state, member));
  else tell(turn, memberId, { prompt: own ? 'hand-lowered' : 'hand-lowered-by-organizer' });
}

/** K4 for an organizer: the next raised hand is given the floor. */
export function nextSpeaker(turn: Turn, { by }: Command<'next-speaker'>): void {
  if (turn.state.lecture === 'off' || !mayGovern(turn, by)) return;
  endSpeech(turn, by);
  const next = turn.member(turn.state.floor.hands[0]?.memberId ?? '');
  if (next === undefined) tellActor(turn, by, { prompt: 'no-hands-raised' });
  else giveFloor(turn, next, by);
}

/** The speaker is muted again as it was, and told. */
export function endSpeech(turn: Turn, by: Actor): void {
  const { floor, lecture } = turn.state;
  const { speaker } = floor;
  if (speaker === null) return;
  turn.change({ floor: { ...floor, speaker: null } });
  turn.emit({ kind: 'speaker-changed', speakerId: null, by });
  const member = turn.member(speaker.memberId);
  if (member === undefined || member.role === 'organizer') return;
  let reasons: readonly MuteReason[] = member.muteReasons;
  if (lecture !== 'off') reasons = withReason(reasons, 'lecture');
  if (speaker.wasSelfMuted) reasons = withReason(reasons, 'self');
  if (setReasons(turn, member, reasons, by) === null) return;
  tell(turn, member.id, { prompt: lecture === 'off' ? 'muted-press-star-two' : 'floor-taken' });
}

/** A member who asks for the floor wants to be heard: what silences it is lifted. */
function giveFloor(turn: Turn, member: Member, by: Actor): void {
  changeHand(turn, member, false, by);
  const wasSelfMuted = member.muteReasons.includes('self');
  turn.change({
    floor: { ...turn.state.floor, speaker: { memberId: member.id, wasSelfMuted } },
  });
  turn.emit({ kind: 'speaker-changed', speakerId: member.id, by });
  returnFromHold(turn, setReasons(turn, member, [], by) ?? member, by);
  const { recordedName } = member;
  turn.effect({
    kind: 'announce-to-all',
    phrases: [{ prompt: 'next-speaker' }, ...(recordedName === null ? [] : [{ recordedName }])],
  });
  tell(turn, member.id, { prompt: 'you-have-the-floor' });
}

export function changeHand(turn: Turn, member: Member, raised: boolean, by: Actor): void {
  const { floor } = turn.state;
  const others = floor.hands.filter(({ memberId }) => memberId !== member.id);
  const own = { memberId: member.id, raisedAtMs: turn.nowMs };
  turn.change({ floor: { ...floor, hands: raised ? [...others, own] : others } });
  turn.emit({ kind: 'hand-changed', memberId: member.id, raised, by });
}
