import { isHeard, isInMix, isOpen } from '../members.js';
import { liftableByItself, liftableByOthers, withReason, withoutReasons } from '../mute-rules.js';
import type { ConferencePrompt } from '../phrase.js';
import type { Turn } from '../turn.js';
import type { ConferenceCommand } from '../command.js';
import type { Member } from '../state.js';
import type { Actor, MuteReason } from '../words.js';
import { isOwn, mayGovern, tell } from './authority.js';

type Command<Kind extends ConferenceCommand['kind']> = Extract<ConferenceCommand, { kind: Kind }>;

export function setMuted(turn: Turn, command: Command<'set-muted'>): void {
  const member = turn.member(command.memberId);
  if (member === undefined) return;
  const { by, muted } = command;
  const own = isOwn(by, member.id);
  if (!own && !mayGovern(turn, by)) return;
  const liftable = own ? liftableByItself(turn.state, member) : liftableByOthers;
  // Who mutes it for another reason than its noise, or opens it, has settled that.
  if (!own || !muted) forgetNoise(turn, (memberId) => memberId === member.id);
  const reasons = muted
    ? withReason(member.muteReasons, own ? 'self' : 'organizer')
    : withoutReasons(member.muteReasons, liftable);
  const changed = setReasons(turn, member, reasons, by);
  if (changed === null) return;
  tell(turn, member.id, { prompt: muted ? mutedPrompt(own) : openedPrompt(changed, own) });
}

/** `*2` (K2); where it does nothing, `ownMuteRefusal` says so first. */
export function toggleOwnMute(turn: Turn, member: Member): void {
  const by: Actor = { kind: 'member', memberId: member.id };
  const muted = member.muteReasons.length === 0;
  setMuted(turn, { kind: 'set-muted', memberId: member.id, muted, by });
}

/** One announcement that all share tells of it, rather than one each: there may be hundreds. */
export function setAllMuted(turn: Turn, { muted, by }: Command<'set-all-muted'>): void {
  if (turn.state.phase.kind === 'idle' || !mayGovern(turn, by)) return;
  forgetNoise(turn, (memberId) => turn.member(memberId)?.role === 'participant');
  const changed = setReasonsOfParticipants(turn, by, ({ muteReasons }) =>
    muted ? withReason(muteReasons, 'organizer') : withoutReasons(muteReasons, ['organizer']),
  );
  if (!changed || !isOpen(turn.state)) return;
  turn.effect({
    kind: 'announce-to-all',
    phrases: [{ prompt: muted ? 'all-muted' : 'all-unmuted' }],
  });
}

export function forgetNoise(turn: Turn, of: (memberId: string) => boolean): void {
  const { noiseMutes } = turn.state;
  if (noiseMutes.some(of)) turn.change({ noiseMutes: noiseMutes.filter((id) => !of(id)) });
}

/** @returns the member as it is now, or null when the reasons were the same already */
export function setReasons(
  turn: Turn,
  member: Member,
  muteReasons: readonly MuteReason[],
  by: Actor,
): Member | null {
  if (muteReasons.length === member.muteReasons.length) return null;
  const changed: Member = { ...member, muteReasons };
  turn.replaceMember(changed);
  tellOfReasons(turn, member, changed, by);
  return changed;
}

/** @returns whether any member's reasons changed */
export function setReasonsOfParticipants(
  turn: Turn,
  by: Actor,
  reasonsOf: (member: Member) => readonly MuteReason[],
): boolean {
  const before = turn.state.members;
  const after = before.map((member) => {
    if (member.role === 'organizer') return member;
    const muteReasons = reasonsOf(member);
    const same = muteReasons.length === member.muteReasons.length;
    return same ? member : { ...member, muteReasons };
  });
  if (after.every((member, i) => member === before[i])) return false;
  turn.change({ members: after });
  after.forEach((member, i) => {
    if (member !== before[i]) tellOfReasons(turn, before[i]!, member, by);
  });
  return true;
}

function tellOfReasons(turn: Turn, before: Member, after: Member, by: Actor): void {
  const { id: memberId, muteReasons } = after;
  turn.emit({ kind: 'mute-changed', memberId, muteReasons, by });
  applyHearing(turn, before, after);
}

/** Carries a change of what is heard of a member into the mix, where there is one. */
export function applyHearing(turn: Turn, before: Member, after: Member): void {
  if (isHeard(before) === isHeard(after) || !isInMix(turn.state, after)) return;
  turn.effect({ kind: 'set-muted', memberId: after.id, muted: !isHeard(after) });
}

function mutedPrompt(own: boolean): ConferencePrompt {
  return own ? 'muted' : 'muted-by-organizer';
}

/** After a reason was lifted: another may still hold. */
export function openedPrompt(member: Member, own: boolean): ConferencePrompt {
  if (member.muteReasons.length === 0) return own ? 'unmuted' : 'unmuted-by-organizer';
  if (!own) return 'muted-press-star-two';
  return member.muteReasons.includes('organizer') ? 'muted-by-organizer' : 'lecture-no-unmute';
}
