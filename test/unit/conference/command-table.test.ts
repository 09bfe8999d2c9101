import t from 'tap';
import type { ConferenceCommand } from '../../../bridge/conference/command.js';
import type { Actor } from '../../../bridge/conference/words.js';
import { Room } from './room.js';

const olga: Actor = { kind: 'member', memberId: 'olga' };
const ann: Actor = { kind: 'member', memberId: 'ann' };
const user: Actor = { kind: 'user', userId: 'u1' };
const system: Actor = { kind: 'system' };

/**
 * The rooms of the table, one for each phase and more where who is present matters. In each, ann is
 * a participant (save in `idle`, `olgaAlone` and `ended`) and olga, where present, the organizer.
 */
const rooms = {
  idle: () => new Room(),
  /** ann and bob wait */
  waiting: () => filled(new Room(), ['ann', 'bob']),
  annWaits: () => filled(new Room(), ['ann']),
  active: () => filled(new Room(), ['olga', 'ann', 'bob']),
  olgaAlone: () => filled(new Room(), ['olga']),
  /** olga has left ann and bob */
  grace: () => left(filled(new Room(), ['olga', 'ann', 'bob']), 'olga'),
  /** strict; ann's hand is up before bob's, and carl speaks */
  lecture: () => {
    const room = filled(new Room(), ['olga', 'ann', 'bob', 'carl']);
    room.do({ kind: 'set-lecture', mode: 'strict', by: olga });
    for (const id of ['carl', 'ann', 'bob']) {
      room.do({
        kind: 'set-hand',
        memberId: id,
        raised: true,
        by: { kind: 'member', memberId: id },
      });
    }
    room.do({ kind: 'next-speaker', by: olga });
    return room;
  },
  annInGrace: () => left(filled(new Room(), ['olga', 'ann']), 'olga'),
  ended: () => left(filled(new Room(), ['olga']), 'olga'),
};
type RoomName = keyof typeof rooms;

function filled(room: Room, memberIds: readonly string[]): Room {
  for (const id of memberIds) room.join(id, id === 'olga' ? 'organizer' : 'participant');
  return room;
}

function left(room: Room, memberId: string): Room {
  room.leave(memberId);
  return room;
}

const join = { name: null, number: null, answers: {} } as const;
/** Nobody may be called in these rooms; `dial-out.test.ts` has those where one may. */
const callOut = {
  kind: 'dial-out',
  dialOutId: 'guest',
  decision: { allowed: true, number: '+3225550199', priceClass: 'national' },
  name: null,
} as const;
const notAllowed = { allowed: false, number: '+1900', reason: 'costly-prefix' } as const;
const hum = { memberId: 'ann', noiseDbov: -40, echo: null } as const;
const byPhone = { kind: 'leave', reason: 'remote-bye' } as const;

const commands = {
  'organizer joins': { kind: 'join', memberId: 'oscar', role: 'organizer', ...join },
  'participant joins': { kind: 'join', memberId: 'dora', role: 'participant', ...join },
  'organizer leaves': { ...byPhone, memberId: 'olga' },
  'participant leaves': { ...byPhone, memberId: 'ann' },
  'stranger leaves': { ...byPhone, memberId: 'zoe' },
  'organizer promotes': { kind: 'promote', memberId: 'ann', by: olga },
  'participant promotes itself': { kind: 'promote', memberId: 'ann', by: ann },
  'user promotes': { kind: 'promote', memberId: 'ann', by: user },
  'user promotes an organizer': { kind: 'promote', memberId: 'olga', by: user },
  'organizer mutes': { kind: 'set-muted', memberId: 'ann', muted: true, by: olga },
  'participant mutes': { kind: 'set-muted', memberId: 'ann', muted: true, by: ann },
  'participant mutes another': { kind: 'set-muted', memberId: 'olga', muted: true, by: ann },
  'user mutes': { kind: 'set-muted', memberId: 'ann', muted: true, by: user },
  'user unmutes': { kind: 'set-muted', memberId: 'ann', muted: false, by: user },
  'organizer mutes the noisiest': { kind: 'mute-noisiest', lines: [hum], by: olga },
  'participant mutes the noisiest': { kind: 'mute-noisiest', lines: [hum], by: ann },
  'user mutes the noisiest, where none is': { kind: 'mute-noisiest', lines: [], by: user },
  'user takes back what was not done': { kind: 'undo-mute-noisiest', by: user },
  'line disturbs': { kind: 'line-disturbs', cause: 'noise', ...hum },
  'stranger disturbs': { kind: 'line-disturbs', cause: 'noise', ...hum, memberId: 'zoe' },
  'organizer locks': { kind: 'set-lock', locked: true, by: olga },
  'participant locks': { kind: 'set-lock', locked: true, by: ann },
  'user locks': { kind: 'set-lock', locked: true, by: user },
  'user unlocks': { kind: 'set-lock', locked: false, by: user },
  'participant on hold': { kind: 'set-hold', memberId: 'ann', onHold: true },
  'organizer holds': { kind: 'set-held', memberId: 'ann', held: true, by: olga },
  'participant holds another': { kind: 'set-held', memberId: 'olga', held: true, by: ann },
  'user holds': { kind: 'set-held', memberId: 'ann', held: true, by: user },
  'user returns what is not held': { kind: 'set-held', memberId: 'ann', held: false, by: user },
  'user calls the roll, where there is none': { kind: 'roll-call', by: user },
  'organizer ends': { kind: 'end', by: olga },
  'participant ends': { kind: 'end', by: ann },
  'user ends': { kind: 'end', by: user },
  'system ends': { kind: 'end', by: system },
  'mix lost': { kind: 'media-lost' },
  'mix restored': { kind: 'media-restored' },
  deadline: { kind: 'deadline' },
  'organizer *2': { kind: 'press-key', memberId: 'olga', key: '*2' },
  'participant *2': { kind: 'press-key', memberId: 'ann', key: '*2' },
  'participant *6': { kind: 'press-key', memberId: 'ann', key: '*6' },
  'organizer lectures': { kind: 'set-lecture', mode: 'open', by: olga },
  'participant lectures': { kind: 'set-lecture', mode: 'strict', by: ann },
  'user lectures': { kind: 'set-lecture', mode: 'strict', by: user },
  'user ends a lecture': { kind: 'set-lecture', mode: 'off', by: user },
  'organizer stops tones': { kind: 'set-tones', on: false, by: olga },
  'participant stops tones': { kind: 'set-tones', on: false, by: ann },
  'user stops tones': { kind: 'set-tones', on: false, by: user },
  'organizer lets it continue': { kind: 'set-continues', on: true, by: olga },
  'participant lets it continue': { kind: 'set-continues', on: true, by: ann },
  'user lets it continue': { kind: 'set-continues', on: true, by: user },
  'organizer mutes all': { kind: 'set-all-muted', muted: true, by: olga },
  'participant mutes all': { kind: 'set-all-muted', muted: true, by: ann },
  'user mutes all': { kind: 'set-all-muted', muted: true, by: user },
  'user unmutes all': { kind: 'set-all-muted', muted: false, by: user },
  'participant raises its hand': { kind: 'set-hand', memberId: 'ann', raised: true, by: ann },
  'user raises a hand': { kind: 'set-hand', memberId: 'ann', raised: true, by: user },
  'organizer lowers a hand': { kind: 'set-hand', memberId: 'ann', raised: false, by: olga },
  'organizer gives the floor': { kind: 'next-speaker', by: olga },
  'participant gives the floor': { kind: 'next-speaker', by: ann },
  'user gives the floor': { kind: 'next-speaker', by: user },
  'organizer renames': { kind: 'rename', memberId: 'ann', name: 'Ann', by: olga },
  'participant renames': { kind: 'rename', memberId: 'ann', name: 'Ann', by: ann },
  'user renames': { kind: 'rename', memberId: 'ann', name: 'Ann', by: user },
  'organizer calls out': { ...callOut, by: olga },
  'participant calls out': { ...callOut, by: ann },
  'user calls out': { ...callOut, by: user },
  'organizer calls a number that is not allowed': { ...callOut, decision: notAllowed, by: olga },
  'the called one answers': { kind: 'dial-out-progress', dialOutId: 'guest', stage: 'invited' },
  'the called one accepts': { kind: 'dial-out-progress', dialOutId: 'guest', stage: 'accepted' },
  'the called one is busy': { kind: 'dial-out-failed', dialOutId: 'guest', reason: 'busy' },
  'organizer brings in': { kind: 'bring-in', dialOutId: 'guest', by: olga },
  'organizer cancels the call': { kind: 'cancel-dial-out', dialOutId: 'guest', by: olga },
  'participant cancels the call': { kind: 'cancel-dial-out', dialOutId: 'guest', by: ann },
  'organizer drops': { kind: 'drop', memberId: 'ann', by: olga },
  'participant drops another': { kind: 'drop', memberId: 'olga', by: ann },
  'user drops': { kind: 'drop', memberId: 'ann', by: user },
  'user drops the organizer': { kind: 'drop', memberId: 'olga', by: user },
  'organizer records': { kind: 'set-recording', on: true, by: olga },
  'participant records': { kind: 'set-recording', on: true, by: ann },
  'user records': { kind: 'set-recording', on: true, by: user },
  'organizer stops recording': { kind: 'set-recording', on: false, by: olga },
  'user stops recording': { kind: 'set-recording', on: false, by: user },
  'recording begins': { kind: 'recording-began', file: 1 },
  'recording cannot be written': { kind: 'recording-paused', file: 1, problem: 'full' },
  'recording can be written': { kind: 'recording-resumed', file: 1 },
  'recording fails': { kind: 'recording-failed', file: 1, problem: 'full' },
  'notice heard': { kind: 'recording-notice-heard', file: 1, memberIds: ['ann', 'zoe'] },
} as const satisfies Record<string, ConferenceCommand>;
type CommandName = keyof typeof commands;

/** Proof that no kind of command is forgotten above: a missing one fails to compile. */
type Tested = (typeof commands)[CommandName]['kind'];
const untested: [Exclude<ConferenceCommand['kind'], Tested>] extends [never] ? 0 : 1 = 0;

/**
 * The phase afterwards and the events. What is not listed changes nothing at all and tells nobody
 * outside; the `ended` room has no entry, which is the point of it.
 */
const table: Partial<Record<RoomName, Partial<Record<CommandName, string>>>> = {
  idle: {
    'organizer joins': 'active: conference-started conference-opened member-joined',
    'participant joins': 'waiting: conference-started member-joined',
  },
  waiting: {
    'organizer joins': 'active: conference-opened member-admitted member-admitted member-joined',
    'participant joins': 'waiting: member-joined',
    'participant leaves': 'waiting: member-left',
    'user promotes': 'active: role-changed conference-opened member-admitted member-admitted',
    'participant mutes': 'waiting: mute-changed',
    'user mutes': 'waiting: mute-changed',
    'user locks': 'waiting: lock-changed',
    'participant on hold': 'waiting: hold-changed',
    'user holds': 'waiting: held-changed',
    'user ends': 'ended: member-left member-left conference-ended',
    'system ends': 'ended: member-left member-left conference-ended',
    'mix lost': 'ended: member-left member-left conference-ended',
    deadline: 'ended: member-left member-left conference-ended',
    'participant *2': 'waiting: mute-changed',
    'user lectures': 'waiting: lecture-changed mute-changed mute-changed',
    'user stops tones': 'waiting: tones-changed',
    'user lets it continue': 'waiting: continues-changed',
    'user mutes all': 'waiting: mute-changed mute-changed',
    'user renames': 'waiting: member-renamed',
    'user drops': 'waiting: member-left',
  },
  annWaits: {
    'organizer joins': 'active: conference-opened member-admitted member-joined',
    'participant joins': 'waiting: member-joined',
    'participant leaves': 'ended: member-left conference-ended',
    'user promotes': 'active: role-changed conference-opened member-admitted',
    'participant mutes': 'waiting: mute-changed',
    'user mutes': 'waiting: mute-changed',
    'user locks': 'waiting: lock-changed',
    'participant on hold': 'waiting: hold-changed',
    'user holds': 'waiting: held-changed',
    'user ends': 'ended: member-left conference-ended',
    'system ends': 'ended: member-left conference-ended',
    'mix lost': 'ended: member-left conference-ended',
    deadline: 'ended: member-left conference-ended',
    'participant *2': 'waiting: mute-changed',
    'user lectures': 'waiting: lecture-changed mute-changed',
    'user stops tones': 'waiting: tones-changed',
    'user lets it continue': 'waiting: continues-changed',
    'user mutes all': 'waiting: mute-changed',
    'user renames': 'waiting: member-renamed',
    'user drops': 'ended: member-left conference-ended',
  },
  active: {
    'organizer mutes the noisiest': 'active: mute-changed noisiest-muted',
    'user mutes the noisiest, where none is': 'active: noisiest-muted',
    'line disturbs': 'active: line-disturbs',
    'organizer joins': 'active: member-joined',
    'participant joins': 'active: member-joined',
    'organizer leaves': 'grace: member-left grace-started',
    'participant leaves': 'active: member-left',
    'organizer promotes': 'active: role-changed',
    'user promotes': 'active: role-changed',
    'organizer mutes': 'active: mute-changed',
    'participant mutes': 'active: mute-changed',
    'user mutes': 'active: mute-changed',
    'organizer locks': 'active: lock-changed',
    'user locks': 'active: lock-changed',
    'participant on hold': 'active: hold-changed',
    'organizer holds': 'active: held-changed',
    'user holds': 'active: held-changed',
    'organizer ends': 'ended: member-left member-left member-left conference-ended',
    'user ends': 'ended: member-left member-left member-left conference-ended',
    'system ends': 'ended: member-left member-left member-left conference-ended',
    'mix lost': 'ended: member-left member-left member-left conference-ended',
    'organizer *2': 'active: mute-changed',
    'participant *2': 'active: mute-changed',
    'organizer lectures': 'active: lecture-changed mute-changed mute-changed',
    'organizer stops tones': 'active: tones-changed',
    'organizer lets it continue': 'active: continues-changed',
    'organizer mutes all': 'active: mute-changed mute-changed',
    'organizer renames': 'active: member-renamed',
    'organizer drops': 'active: member-left',
    'user lectures': 'active: lecture-changed mute-changed mute-changed',
    'user stops tones': 'active: tones-changed',
    'user lets it continue': 'active: continues-changed',
    'user mutes all': 'active: mute-changed mute-changed',
    'user renames': 'active: member-renamed',
    'user drops': 'active: member-left',
    'user drops the organizer': 'grace: member-left grace-started',
    'organizer records': 'active: recording-asked',
    'user records': 'active: recording-asked',
  },
  olgaAlone: {
    'organizer mutes the noisiest': 'active: noisiest-muted',
    'user mutes the noisiest, where none is': 'active: noisiest-muted',
    'organizer joins': 'active: member-joined',
    'participant joins': 'active: member-joined',
    'organizer leaves': 'ended: member-left conference-ended',
    'organizer locks': 'active: lock-changed',
    'user locks': 'active: lock-changed',
    'organizer ends': 'ended: member-left conference-ended',
    'user ends': 'ended: member-left conference-ended',
    'system ends': 'ended: member-left conference-ended',
    'mix lost': 'ended: member-left conference-ended',
    'organizer *2': 'active: mute-changed',
    'organizer lectures': 'active: lecture-changed',
    'organizer stops tones': 'active: tones-changed',
    'organizer lets it continue': 'active: continues-changed',
    'user lectures': 'active: lecture-changed',
    'user stops tones': 'active: tones-changed',
    'user lets it continue': 'active: continues-changed',
    'user drops the organizer': 'ended: member-left conference-ended',
    'organizer records': 'active: recording-asked',
    'user records': 'active: recording-asked',
  },
  grace: {
    'user mutes the noisiest, where none is': 'grace: noisiest-muted',
    'line disturbs': 'grace: line-disturbs',
    'organizer joins': 'active: grace-cancelled member-joined',
    'participant joins': 'grace: member-joined',
    'participant leaves': 'grace: member-left',
    'user promotes': 'active: role-changed grace-cancelled',
    'participant mutes': 'grace: mute-changed',
    'user mutes': 'grace: mute-changed',
    'user locks': 'grace: lock-changed',
    'participant on hold': 'grace: hold-changed',
    'user holds': 'grace: held-changed',
    'user ends': 'ended: member-left member-left conference-ended',
    'system ends': 'ended: member-left member-left conference-ended',
    'mix lost': 'ended: member-left member-left conference-ended',
    deadline: 'ended: member-left member-left conference-ended',
    'participant *2': 'grace: mute-changed',
    'user lectures': 'grace: lecture-changed mute-changed mute-changed',
    'user stops tones': 'grace: tones-changed',
    'user lets it continue': 'active: continues-changed grace-cancelled',
    'user mutes all': 'grace: mute-changed mute-changed',
    'user renames': 'grace: member-renamed',
    'user drops': 'grace: member-left',
    'user records': 'grace: recording-asked',
  },
  lecture: {
    'organizer mutes the noisiest': 'active: noisiest-muted',
    'user mutes the noisiest, where none is': 'active: noisiest-muted',
    'organizer joins': 'active: member-joined',
    'participant joins': 'active: member-joined',
    'organizer leaves': 'grace: member-left grace-started',
    'participant leaves': 'active: member-left',
    'organizer promotes': 'active: role-changed hand-changed mute-changed',
    'user promotes': 'active: role-changed hand-changed mute-changed',
    'organizer mutes': 'active: mute-changed',
    'participant mutes': 'active: mute-changed',
    'user mutes': 'active: mute-changed',
    'user unmutes': 'active: mute-changed',
    'organizer locks': 'active: lock-changed',
    'user locks': 'active: lock-changed',
    'participant on hold': 'active: hold-changed',
    'organizer holds': 'active: held-changed',
    'user holds': 'active: held-changed',
    'organizer ends': 'ended: member-left member-left member-left member-left conference-ended',
    'user ends': 'ended: member-left member-left member-left member-left conference-ended',
    'system ends': 'ended: member-left member-left member-left member-left conference-ended',
    'mix lost': 'ended: member-left member-left member-left member-left conference-ended',
    'organizer *2': 'active: mute-changed',
    'organizer lectures': 'active: lecture-changed',
    'user ends a lecture': 'active: lecture-changed speaker-changed mute-changed mute-changed',
    'organizer stops tones': 'active: tones-changed',
    'user stops tones': 'active: tones-changed',
    'organizer lets it continue': 'active: continues-changed',
    'user lets it continue': 'active: continues-changed',
    'organizer mutes all': 'active: mute-changed mute-changed mute-changed',
    'user mutes all': 'active: mute-changed mute-changed mute-changed',
    'organizer lowers a hand': 'active: hand-changed',
    'organizer gives the floor':
      'active: speaker-changed mute-changed hand-changed speaker-changed mute-changed',
    'user gives the floor':
      'active: speaker-changed mute-changed hand-changed speaker-changed mute-changed',
    'organizer renames': 'active: member-renamed',
    'user renames': 'active: member-renamed',
    'organizer drops': 'active: member-left',
    'user drops': 'active: member-left',
    'user drops the organizer': 'grace: member-left grace-started',
    'organizer records': 'active: recording-asked',
    'user records': 'active: recording-asked',
  },
  annInGrace: {
    'user mutes the noisiest, where none is': 'grace: noisiest-muted',
    'line disturbs': 'grace: line-disturbs',
    'organizer joins': 'active: grace-cancelled member-joined',
    'participant joins': 'grace: member-joined',
    'participant leaves': 'ended: member-left conference-ended',
    'user promotes': 'active: role-changed grace-cancelled',
    'participant mutes': 'grace: mute-changed',
    'user mutes': 'grace: mute-changed',
    'user locks': 'grace: lock-changed',
    'participant on hold': 'grace: hold-changed',
    'user holds': 'grace: held-changed',
    'user ends': 'ended: member-left conference-ended',
    'system ends': 'ended: member-left conference-ended',
    'mix lost': 'ended: member-left conference-ended',
    deadline: 'ended: member-left conference-ended',
    'participant *2': 'grace: mute-changed',
    'user lectures': 'grace: lecture-changed mute-changed',
    'user stops tones': 'grace: tones-changed',
    'user lets it continue': 'active: continues-changed grace-cancelled',
    'user mutes all': 'grace: mute-changed',
    'user renames': 'grace: member-renamed',
    'user drops': 'ended: member-left conference-ended',
    'user records': 'grace: recording-asked',
  },
};

t.test('every command in every phase, by every role', (t) => {
  t.equal(untested, 0);
  for (const roomName of Object.keys(rooms) as RoomName[]) {
    for (const commandName of Object.keys(commands) as CommandName[]) {
      const room = rooms[roomName]();
      // The deadline finds everything due, the other commands nothing.
      if (commandName === 'deadline') room.after(60);
      const before = room.state;
      room.do(commands[commandName]);
      const expected = table[roomName]?.[commandName];
      const title = `${roomName}: ${commandName}`;
      if (expected === undefined) {
        t.equal(room.state, before, title);
        t.same(room.events, [], title);
      } else {
        const kinds = room.events.map((event) => event.kind).join(' ');
        t.equal(`${room.state.phase.kind}: ${kinds}`, expected, title);
      }
    }
  }
  t.end();
});

t.test('a member who may not is told so, and nobody else', (t) => {
  const forbidden: readonly CommandName[] = [
    'participant promotes itself',
    'participant mutes another',
    'participant holds another',
    'participant locks',
    'participant ends',
    'participant *6',
    'participant lectures',
    'participant stops tones',
    'participant lets it continue',
    'participant mutes all',
    'participant renames',
    'participant drops another',
  ];
  for (const commandName of forbidden) {
    const room = rooms.active();
    room.do(commands[commandName]);
    t.same(room.effectNames(), ['announce ann'], commandName);
    t.same(room.heard('ann'), ['command-not-available'], commandName);
  }
  t.end();
});

t.test('the state survives serialization', (t) => {
  for (const roomName of Object.keys(rooms) as RoomName[]) {
    const room = rooms[roomName]();
    t.same(JSON.parse(JSON.stringify(room.state)), room.state, roomName);
  }
  t.end();
});
