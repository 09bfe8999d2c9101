// Random sequences of commands: whatever happens, in whatever order, these hold.
import t from 'tap';
import { deadlineOf } from '../../bridge/conference/deadline.js';
import { doorQuestions, type DoorAnswers } from '../../bridge/conference/door.js';
import { isHeard } from '../../bridge/conference/members.js';
import type { LineNoise } from '../../bridge/conference/line-noise.js';
import { keypad } from '../../bridge/conference/keypad.js';
import type { RoomOptions } from '../../bridge/conference/room-options.js';
import type { ConferenceCommand, KeypadKey } from '../../bridge/conference/command.js';
import type { ConferenceEffect } from '../../bridge/conference/effect.js';
import type { ConferenceState } from '../../bridge/conference/state.js';
import type { Actor, Role } from '../../bridge/conference/words.js';
import { SeededRandom } from '../support/seeded-random.js';
import { Room } from '../unit/conference/room.js';

const seed = 20_260_801;
const conferences = 2_000;
const commandsEach = 50;

/** What the world outside has been told, kept apart from the core's own state. */
class World {
  /** Members in the mix, and whether they are muted there. */
  readonly mix = new Map<string, boolean>();
  readonly music = new Set<string>();
  /** By member: how many times it joined and how many times it ended. */
  readonly joins = new Map<string, number>();
  readonly ends = new Map<string, number>();
  /** Calls being made. */
  readonly calls = new Set<string>();
  deadlineMs: number | null = null;
  conferenceEnds = 0;
  /** The file that is open. */
  openFile: number | null = null;

  leftBySelf(memberId: string): void {
    this.mix.delete(memberId);
    this.music.delete(memberId);
  }

  carryOut(effect: ConferenceEffect): void {
    switch (effect.kind) {
      case 'admit':
        this.mix.set(effect.memberId, effect.muted);
        return;
      case 'set-muted':
        if (!this.mix.has(effect.memberId)) throw new Error('set-muted outside the mix');
        this.mix.set(effect.memberId, effect.muted);
        return;
      case 'take-out':
        if (!this.mix.delete(effect.memberId)) throw new Error('taken out of no mix');
        return;
      case 'hold-music':
        if (effect.on) this.music.add(effect.memberId);
        else this.music.delete(effect.memberId);
        return;
      case 'ask-at-door':
        if (this.mix.has(effect.memberId)) throw new Error('asked at the door, and in the mix');
        return;
      case 'end-leg':
        this.mix.delete(effect.memberId);
        this.music.delete(effect.memberId);
        return;
      case 'set-deadline':
        this.deadlineMs = effect.atMs;
        return;
      case 'start-dial-out':
        this.calls.add(effect.dialOutId);
        return;
      case 'bring-in':
        if (!this.calls.has(effect.dialOutId)) throw new Error('brings in whom it has not called');
        return;
      case 'end-dial-out':
        this.calls.delete(effect.dialOutId);
        return;
      case 'end-conference':
        this.conferenceEnds += 1;
        return;
      case 'start-recording':
        if (this.openFile !== null && this.openFile !== effect.file) {
          throw new Error('two files at once');
        }
        this.openFile = effect.file;
        return;
      case 'stop-recording':
        if (this.openFile !== effect.file) throw new Error('stopped what was not begun');
        return;
      case 'close-recording':
        if (this.openFile !== effect.file) throw new Error('closed what was not begun');
        this.openFile = null;
        return;
      case 'ask-member':
      case 'forget-name':
      case 'keep-name':
      case 'announce':
      case 'announce-to-all':
        return;
    }
  }
}

const keys = Array.from({ length: 20 }, (_, n) => `${n < 10 ? '*' : '#'}${n % 10}` as KeypadKey);

function pick<T>(random: SeededRandom, list: readonly T[]): T {
  return list[random.below(list.length)]!;
}

function randomOptions(random: SeededRandom): Partial<RoomOptions> {
  return {
    participantsMayStart: random.below(3) === 0,
    waitLimitMinutes: pick(random, [0, 1, 5]),
    continueAfterOrganizer: random.below(4) === 0,
    graceMinutes: pick(random, [0, 1, 2, 60]),
    capacity: pick(random, [2, 3, 5, 500]),
    entryTones: random.below(2) === 0,
    enterMuted: random.below(3) === 0,
    quietThreshold: pick(random, [0, 2, 50]),
    holdMusic: random.below(4) !== 0,
    securityCode: random.below(3) === 0,
    billingCode: pick(random, ['off', 'off', 'asked', 'required'] as const),
    rollCall: random.below(3) === 0,
    dialOut: random.below(2) === 0,
  };
}

function randomAnswers(random: SeededRandom): DoorAnswers {
  return {
    ...(random.below(2) === 0 ? { keyedCodeOf: pick(random, ['c1', 'c1', 'another']) } : {}),
    ...(random.below(3) !== 0 ? { newSecurityCodeHash: 'hash' } : {}),
    ...(random.below(3) !== 0 ? { billing: { code: pick(random, ['42', null]) } } : {}),
    ...(random.below(3) !== 0 ? { name: { recordedName: pick(random, ['a.wav', null]) } } : {}),
  };
}

function randomNoise(random: SeededRandom): LineNoise {
  return {
    memberId: `m${random.below(8)}`,
    noiseDbov: pick(random, [null, -60, -40, -30]),
    echo: pick(random, [null, 0, 0.9]),
  };
}

function randomCommand(random: SeededRandom): ConferenceCommand {
  const memberId = `m${random.below(8)}`;
  const by = pick<Actor>(random, [
    { kind: 'member', memberId: `m${random.below(8)}` },
    { kind: 'user', userId: 'u' },
    { kind: 'system' },
  ]);
  const role: Role = random.below(4) === 0 ? 'organizer' : 'participant';
  const flag = random.below(2) === 0;
  const kind = pick<ConferenceCommand['kind']>(random, [
    ...(['join', 'join', 'join', 'join', 'leave', 'leave', 'deadline', 'deadline'] as const),
    ...(['press-key', 'press-key', 'press-key', 'press-key', 'press-key', 'press-key'] as const),
    ...([
      'set-muted',
      'set-all-muted',
      'mute-noisiest',
      'undo-mute-noisiest',
      'line-disturbs',
      'set-hold',
      'set-held',
      'set-lock',
      'promote',
      'set-lecture',
    ] as const),
    ...(['set-hand', 'next-speaker', 'set-tones', 'set-continues', 'rename', 'roll-call'] as const),
    ...([
      'dial-out',
      'dial-out-progress',
      'dial-out-failed',
      'bring-in',
      'cancel-dial-out',
    ] as const),
    ...(['set-recording', 'recording-began', 'recording-began', 'recording-notice-heard'] as const),
    ...(['recording-paused', 'recording-resumed', 'recording-failed'] as const),
    ...(random.below(3) === 0 ? (['drop'] as const) : []),
    ...(random.below(20) === 0 ? (['end', 'media-lost', 'media-restored'] as const) : []),
  ]);
  switch (kind) {
    case 'join':
      return {
        kind,
        memberId,
        role,
        name: null,
        number: pick(random, [null, memberId, '+3225550100']),
        answers: randomAnswers(random),
      };
    case 'leave':
      return {
        kind,
        memberId,
        reason: pick(random, ['remote-bye', 'media-timeout', 'call-failed'] as const),
      };
    case 'promote':
      return { kind, memberId, by };
    case 'set-muted':
      return { kind, memberId, muted: flag, by };
    case 'mute-noisiest':
      return { kind, lines: [randomNoise(random), randomNoise(random)], by };
    case 'undo-mute-noisiest':
      return { kind, by };
    case 'line-disturbs':
      return { kind, cause: flag ? 'noise' : 'echo', ...randomNoise(random) };
    case 'set-lock':
      return { kind, locked: flag, by };
    case 'set-hold':
      return { kind, memberId, onHold: flag };
    case 'set-held':
      return { kind, memberId, held: flag, by };
    case 'set-recording':
      return { kind, on: random.below(3) !== 0, by };
    case 'recording-began':
    case 'recording-resumed':
      return { kind, file: 1 + random.below(2) };
    case 'recording-paused':
    case 'recording-failed':
      return { kind, file: 1 + random.below(2), problem: 'full' };
    case 'recording-notice-heard':
      return { kind, file: 1, memberIds: [memberId] };
    case 'roll-call':
    case 'end':
      return { kind, by };
    case 'media-lost':
    case 'media-restored':
    case 'deadline':
      return { kind };
    case 'press-key':
      return { kind, memberId, key: pick(random, keys) };
    case 'set-lecture':
      return { kind, mode: pick(random, ['off', 'open', 'strict'] as const), by };
    case 'set-tones':
    case 'set-continues':
      return { kind, on: flag, by };
    case 'set-all-muted':
      return { kind, muted: flag, by };
    case 'set-hand':
      return { kind, memberId, raised: flag, by };
    case 'next-speaker':
      return { kind, by };
    case 'rename':
      return { kind, memberId, name: flag ? 'Ann' : null, by };
    case 'drop':
      return { kind, memberId, by };
    case 'dial-out': {
      const allowed = { allowed: true, number: '+3225550100', priceClass: 'national' } as const;
      const refused = { allowed: false, number: null, reason: 'not-a-number' } as const;
      return { kind, dialOutId: memberId, decision: flag ? allowed : refused, name: null, by };
    }
    case 'dial-out-progress':
      return {
        kind,
        dialOutId: memberId,
        stage: pick(random, ['ringing', 'invited', 'accepted'] as const),
      };
    case 'dial-out-failed':
      return { kind, dialOutId: memberId, reason: 'busy' };
    case 'bring-in':
    case 'cancel-dial-out':
      return { kind, dialOutId: memberId, by };
  }
}

/** @returns what is wrong with the floor and the mutes, or null */
function unfair(before: ConferenceState, command: ConferenceCommand, room: Room): string | null {
  const { state } = room;
  const { speaker } = state.floor;
  const hands = state.floor.hands.map(({ memberId }) => memberId);
  if (new Set(hands).size !== hands.length) return 'a hand twice';
  if (new Set(state.noiseMutes).size !== state.noiseMutes.length) return 'a noise muted twice';
  if (state.noiseMutes.some((id) => !state.members.some((member) => member.id === id))) {
    return 'a mute to undo of one who is gone';
  }
  if (state.lecture === 'off' && (hands.length > 0 || speaker !== null))
    return 'a floor for nobody';
  for (const id of [...hands, ...(speaker === null ? [] : [speaker.memberId])]) {
    const role = state.members.find((member) => member.id === id)?.role;
    if (role !== 'participant') return 'the floor is with one who is no participant';
  }
  for (const member of state.members) {
    const lectured = member.muteReasons.includes('lecture');
    const undone = state.noiseMutes.includes(member.id);
    if (undone && !member.muteReasons.includes('organizer')) return 'a mute to undo that is none';
    if (lectured && (member.role === 'organizer' || state.lecture === 'off')) {
      return 'muted by a lecture that does not concern it';
    }
    // Whoever is silent can either open the line, or is told why not.
    if (isHeard(member)) continue;
    const star2 = keypad[member.role]['*2']!;
    if (star2.refusal(state, member) !== null) {
      const strict = lectured && state.lecture === 'strict';
      if (!strict && !member.muteReasons.includes('organizer')) return 'silent without a way out';
    }
  }
  if (command.kind !== 'press-key') return null;
  const presser = before.members.find((member) => member.id === command.memberId);
  if (presser === undefined || before.phase.kind === 'ended') return null;
  const still = state.members.find((member) => member.id === command.memberId);
  const row = keypad[presser.role][command.key];
  const works = row !== undefined && row.refusal(before, presser) === null;
  const silent = room.events.length === 0 && room.effects.length === 0;
  if (silent && still !== undefined) return `${command.key} was not answered`;
  if (!works && room.events.some(({ kind }) => kind.endsWith('-changed'))) {
    return `${command.key} worked though it is refused`;
  }
  return null;
}

/** @returns what is wrong after a command, or null */
function violation(
  before: ConferenceState,
  command: ConferenceCommand,
  room: Room,
  world: World,
): string | null {
  const { state } = room;
  const open = state.phase.kind === 'active' || state.phase.kind === 'grace';
  if (state.members.length > state.options.capacity) return 'more members than places';
  for (const member of state.members) {
    if (new Set(member.muteReasons).size !== member.muteReasons.length) return 'a reason twice';
    const inMix = open && !member.held;
    if (world.mix.has(member.id) !== inMix) return 'in the mix and held, or neither';
    if (inMix && world.mix.get(member.id) === isHeard(member)) return 'unheard without a reason';
    if (inMix && world.music.has(member.id)) return 'music in the mix';
    if (member.held && !world.music.has(member.id)) return 'held in silence';
    if (!open && state.options.holdMusic && !world.music.has(member.id)) return 'waits in silence';
  }
  const calling = state.dialOuts.map(({ id }) => id);
  if (calling.join() !== [...world.calls].join()) return 'calls that nobody knows of';
  if (state.members.some(({ id }) => world.calls.has(id))) return 'called and a member';
  if (world.mix.size !== (open ? state.members.filter(({ held }) => !held).length : 0))
    return 'a ghost in the mix';
  if (world.music.size > state.members.length) return 'music for nobody';
  const organizers = state.members.filter((member) => member.role === 'organizer').length;
  if (organizers === 0 && state.members.length === state.options.capacity) {
    return "the organizer's place is taken";
  }
  if (state.phase.kind === 'waiting' && organizers > 0) return 'an organizer waits';
  if (state.phase.kind === 'grace' && organizers > 0) return 'grace with an organizer';
  if (open && state.members.length === 0) return 'an open conference without members';
  if (before.locked && command.kind === 'join' && command.role === 'participant') {
    const known = before.members.some((member) => member.id === command.memberId);
    const admitted = state.members.some((member) => member.id === command.memberId);
    if (!known && admitted) return 'a locked conference admitted a participant';
  }
  if (command.kind === 'join' && room.events.some(({ kind }) => kind === 'member-joined')) {
    const { role, answers } = command;
    const asked = doorQuestions(before, role, answers).filter(({ kind }) => kind !== 'name');
    if (asked.length > 0) return 'came in without an answer';
  }
  if (state.absent.some(({ untilMs }) => untilMs <= room.nowMs)) return 'a place kept too long';
  const deadlineMs = deadlineOf(state);
  if (world.deadlineMs !== deadlineMs) return 'the deadline outside is not the one inside';
  if (deadlineMs !== null && deadlineMs <= room.nowMs) return 'a deadline in the past';
  if (before.phase.kind === 'ended' && state !== before) return 'an ended conference changed';
  if (world.conferenceEnds !== (state.phase.kind === 'ended' ? 1 : 0)) return 'ends miscounted';
  const answered = room.effects.some((effect) => effect.kind === 'announce');
  if (command.kind === 'press-key' && command.key === '*5' && answered) {
    const present = state.members.length;
    const said = room.heard(command.memberId).join(' ');
    const right =
      present === 1 ? 'you-are-the-only-caller' : `there-are ${present} caller in-the-conference`;
    if (said !== right) return `said "${said}" to ${present} members`;
  }
  return null;
}

t.test(`the room core through random conferences, seed ${seed}`, (t) => {
  const random = new SeededRandom(seed);
  let endedConferences = 0;
  for (let n = 0; n < conferences; n++) {
    const room = new Room(randomOptions(random));
    const world = new World();
    const history: string[] = [];
    let lastSeq = 0;
    for (let i = 0; i < commandsEach; i++) {
      room.nowMs += random.below(40_000);
      const command = randomCommand(random);
      history.push(JSON.stringify(command));
      // The state is plain data: another process could go on with it.
      room.state = JSON.parse(JSON.stringify(room.state)) as ConferenceState;
      const before = room.state;
      // The leg is gone before the core hears of it.
      if (command.kind === 'leave') world.leftBySelf(command.memberId);
      room.do(command);
      for (const effect of room.effects) world.carryOut(effect);
      for (const event of room.events) {
        lastSeq += 1;
        if (event.seq !== lastSeq) t.fail('a gap among the events');
        if (event.kind === 'dial-out-ended') world.calls.delete(event.dialOutId);
        if (event.kind === 'member-joined') count(world.joins, event.memberId);
        if (event.kind === 'member-left') count(world.ends, event.memberId);
      }
      const wrong = violation(before, command, room, world) ?? unfair(before, command, room);
      if (wrong !== null) {
        t.fail(wrong, { conference: n, options: room.state.options, history });
        t.end();
        return;
      }
    }
    room.do({ kind: 'end', by: { kind: 'system' } });
    for (const event of room.events) {
      if (event.kind === 'member-left') count(world.ends, event.memberId);
    }
    if (room.state.phase.kind === 'ended') endedConferences += 1;
    for (const [memberId, joins] of world.joins) {
      if (world.ends.get(memberId) !== joins) t.fail(`${memberId} joined and did not end once`);
    }
  }
  t.ok(endedConferences > conferences * 0.9, 'nearly all of them had members and ended');
  t.end();
});

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
