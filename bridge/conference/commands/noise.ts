import { troubleDbov } from '../line-noise.js';
import { isHeard, isInMix, isOpen } from '../members.js';
import { withoutReasons } from '../mute-rules.js';
import type { Turn } from '../turn.js';
import type { ConferenceCommand } from '../command.js';
import type { Member } from '../state.js';
import { isOwn, mayGovern, tell } from './authority.js';
import { forgetNoise, openedPrompt, setMuted, setReasons } from './mute.js';

type Command<Kind extends ConferenceCommand['kind']> = Extract<ConferenceCommand, { kind: Kind }>;

/** Mutes the member that troubles the others most, of those heard now. Again: the next one. */
export function muteNoisiest(turn: Turn, { lines, by }: Command<'mute-noisiest'>): void {
  if (!isOpen(turn.state) || !mayGovern(turn, by)) return;
  let noisiest: { readonly member: Member; readonly trouble: number } | null = null;
  for (const line of lines) {
    const member = turn.member(line.memberId);
    const trouble = troubleDbov(line);
    if (member === undefined || trouble === null || isOwn(by, member.id)) continue;
    if (!isHeard(member) || !isInMix(turn.state, member)) continue;
    if (noisiest === null || trouble > noisiest.trouble) noisiest = { member, trouble };
  }
  const memberId = noisiest?.member.id ?? null;
  if (memberId !== null) {
    setMuted(turn, { kind: 'set-muted', memberId, muted: true, by });
    turn.change({ noiseMutes: [...turn.state.noiseMutes, memberId] });
  }
  turn.emit({ kind: 'noisiest-muted', memberId, by });
}

/** Unmutes the member that was muted last for its noise, unless somebody has changed that since. */
export function undoMuteNoisiest(turn: Turn, { by }: Command<'undo-mute-noisiest'>): void {
  if (!isOpen(turn.state) || !mayGovern(turn, by)) return;
  const memberId = turn.state.noiseMutes.at(-1);
  const member = memberId === undefined ? undefined : turn.member(memberId);
  if (member === undefined) return;
  forgetNoise(turn, (id) => id === member.id);
  // What else has muted it since, itself or a lecture, is not undone.
  const reasons = withoutReasons(member.muteReasons, ['organizer']);
  const changed = setReasons(turn, member, reasons, by);
  if (changed !== null) tell(turn, member.id, { prompt: openedPrompt(changed, false) });
}

/** The media server's figures show that this member disturbs. */
export function lineDisturbs(turn: Turn, command: Command<'line-disturbs'>): void {
  const { memberId, cause, noiseDbov, echo } = command;
  const member = turn.member(memberId);
  if (member === undefined || !isHeard(member) || !isInMix(turn.state, member)) return;
  turn.emit({ kind: 'line-disturbs', memberId, cause, noiseDbov, echo });
}
