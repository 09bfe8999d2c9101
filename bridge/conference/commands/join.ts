import { refusalOf } from '../admission.js';
import { arrival, welcome } from '../announcements.js';
import { endAbsence, placeKeptFor, returnHand } from '../absence.js';
import { doorQuestions, type DoorAnswers } from '../door.js';
import { dialOutOf, endDialOut } from '../dial-out.js';
import { isHeard } from '../members.js';
import { cancelGrace, openForWaiting } from '../opening.js';
import { tellRecorded } from '../recording.js';
import type { Turn } from '../turn.js';
import type { ConferenceCommand } from '../command.js';
import type { Absence, ConferenceState, Member } from '../state.js';
import type { MuteReason, RefusalReason, Role } from '../words.js';
import { tellActor } from './authority.js';

type Join = Extract<ConferenceCommand, { kind: 'join' }>;

export function join(turn: Turn, command: Join): void {
  if (turn.member(command.memberId) !== undefined) return;
  const refusal = refusalOf(turn.state, command.role);
  if (refusal !== null) {
    refuse(turn, command, refusal);
    return;
  }
  const kept = placeKeptFor(turn, command);
  const answers = withKeptName(command.answers, kept);
  const questions = doorQuestions(turn.state, command.role, answers);
  if (questions.length > 0) {
    turn.effect({ kind: 'ask-at-door', memberId: command.memberId, questions });
    return;
  }
  makeReady(turn, command);
  const { options, phase } = turn.state;
  const waiting = phase.kind === 'waiting';
  const member: Member = {
    id: command.memberId,
    role: command.role,
    name: kept?.name ?? command.name,
    number: command.number,
    recordedName: answers.name?.recordedName ?? null,
    joinedAtMs: turn.nowMs,
    muteReasons: reasonsOnEntry(turn.state, command.role, kept),
    onHold: false,
    held: false,
  };
  const others = turn.state.members.length;
  turn.change({ members: [...turn.state.members, member] });
  if (kept !== undefined) endAbsence(turn, kept);
  const called = dialOutOf(turn.state, member.id);
  if (called !== undefined) endDialOut(turn, called, 'joined');
  turn.emit({
    kind: 'member-joined',
    memberId: member.id,
    role: member.role,
    name: member.name,
    number: member.number,
    waiting,
    returned: kept !== undefined,
    muteReasons: member.muteReasons,
  });
  if (kept !== undefined) returnHand(turn, member.id, kept);
  if (waiting) {
    if (options.holdMusic) turn.effect({ kind: 'hold-music', memberId: member.id, on: true });
  } else {
    // Before the newcomer is admitted: the tone is for the others.
    const entryTone = others === 0 ? [] : arrival(turn.state, member);
    if (entryTone.length > 0) turn.effect({ kind: 'announce-to-all', phrases: entryTone });
    turn.effect({ kind: 'admit', memberId: member.id, muted: !isHeard(member) });
  }
  const phrases = welcome(turn.state, member, turn.nowMs, kept !== undefined);
  if (phrases.length > 0) turn.effect({ kind: 'announce', memberId: member.id, phrases });
  tellRecorded(turn, member.id);
}

/** What an organizer has brought along for the whole conference; the first to bring it counts. */
function takeCodes(turn: Turn, { role, answers }: Join): void {
  if (role !== 'organizer') return;
  const { securityCodeHash, billing } = turn.state;
  if (securityCodeHash === null && answers.newSecurityCodeHash !== undefined) {
    turn.change({ securityCodeHash: answers.newSecurityCodeHash });
    turn.emit({ kind: 'security-code-set' });
  }
  if (billing === null && answers.billing !== undefined) {
    const code = answers.billing.code ?? turn.state.options.billingCodeDefault;
    turn.change({ billing: { code } });
    turn.emit({ kind: 'billing-code-set', code });
  }
}

/** Brings the conference into the phase that the newcomer joins. */
function makeReady(turn: Turn, command: Join): void {
  const { phase, options } = turn.state;
  const isOrganizer = command.role === 'organizer';
  if (phase.kind === 'idle') {
    // Nobody but an organizer can set the security code.
    const opens = isOrganizer || (options.participantsMayStart && !options.securityCode);
    turn.change({
      phase: { kind: opens ? 'active' : 'waiting' },
      startedAtMs: turn.nowMs,
    });
    turn.emit({ kind: 'conference-started', waiting: !opens });
    takeCodes(turn, command);
    if (opens) turn.emit({ kind: 'conference-opened' });
    return;
  }
  takeCodes(turn, command);
  if (isOrganizer && phase.kind === 'waiting') {
    openForWaiting(turn);
  } else if (isOrganizer && phase.kind === 'grace') {
    cancelGrace(turn, { kind: 'member', memberId: command.memberId });
  }
}

/** A returning caller has said its name already. */
function withKeptName(answers: DoorAnswers, kept: Absence | undefined): DoorAnswers {
  const recordedName = kept?.recordedName ?? null;
  return recordedName === null || answers.name !== undefined
    ? answers
    : { ...answers, name: { recordedName } };
}

function reasonsOnEntry(
  { options, lecture }: ConferenceState,
  role: Role,
  kept: Absence | undefined,
): readonly MuteReason[] {
  const reasons: MuteReason[] = [...(kept?.muteReasons ?? [])];
  if (role === 'organizer') return reasons;
  // The member's own reason, so that the member can lift it.
  if (options.enterMuted && kept === undefined) reasons.push('self');
  if (lecture !== 'off') reasons.push('lecture');
  return reasons;
}

function refuse(turn: Turn, command: Join, reason: RefusalReason): void {
  turn.emit({ kind: 'join-refused', memberId: command.memberId, role: command.role, reason });
  const called = dialOutOf(turn.state, command.memberId);
  if (called !== undefined) {
    endDialOut(turn, called, reason);
    tellActor(turn, called.by, { prompt: reason });
  }
  turn.effect({
    kind: 'end-leg',
    memberId: command.memberId,
    reason,
    phrases: [{ prompt: reason }, { prompt: 'goodbye' }],
  });
}
