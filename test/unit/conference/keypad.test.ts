import t from 'tap';
import { keypad } from '../../../bridge/conference/keypad.js';
import { helpPrompts } from '../../../bridge/conference/phrase.js';
import type { RoomOptions } from '../../../bridge/conference/room-options.js';
import type { ConferenceCommand, KeypadKey } from '../../../bridge/conference/command.js';
import type { Actor, LectureMode, MuteReason } from '../../../bridge/conference/words.js';
import { Room } from './room.js';

const user: Actor = { kind: 'user', userId: 'u1' };
const everyKey = ['*', '#'].flatMap((lead) =>
  Array.from({ length: 10 }, (_, digit) => `${lead}${digit}` as KeypadKey),
);

type Setting = (room: Room) => void;

const commands =
  (...list: readonly ConferenceCommand[]): Setting =>
  (room) =>
    list.forEach((command) => room.do(command));
const lecture = (mode: LectureMode): Setting => commands({ kind: 'set-lecture', mode, by: user });
const locked = commands({ kind: 'set-lock', locked: true, by: user });
const raised =
  (...ids: readonly string[]): Setting =>
  (room) =>
    ids.forEach((memberId) => room.press(memberId, '*9'));
const floorGiven = commands({ kind: 'next-speaker', by: user });
const callingOut = commands({
  kind: 'dial-out',
  dialOutId: 'guest',
  decision: { allowed: true, number: '+3225550199', priceClass: 'national' },
  name: null,
  by: { kind: 'member', memberId: 'olga' },
});
const muted =
  (memberId: string, ...reasons: readonly MuteReason[]): Setting =>
  (room) => {
    const members = room.state.members.map((member) =>
      member.id === memberId ? { ...member, muteReasons: reasons } : member,
    );
    room.state = { ...room.state, members };
  };

/**
 * The keys that do something, in each state: for olga, an organizer, and for ann, a participant;
 * bob is there too. A dash: nobody of that role can be there.
 */
const table: readonly [
  title: string,
  settings: readonly Setting[],
  olga: string,
  ann: string,
  options?: Partial<RoomOptions>,
][] = [
  ['an open conference', [], '*1 *2 *5 *6 *7 *8 #1 #2', '*1 *2 *5'],
  [
    'recorded',
    [commands({ kind: 'set-recording', on: true, by: user })],
    '*1 *2 *5 *6 *7 *8 #1 #2',
    '*1 *2 *5',
  ],
  [
    'a room that may not be recorded',
    [],
    '*1 *2 *5 *6 *8 #1 #2',
    '*1 *2 *5',
    { recordingAllowed: false },
  ],
  ['a room with a roll call', [], '*1 *2 *5 *6 *7 *8 #1 #2 #3', '*1 *2 *5', { rollCall: true }],
  ['a room that calls out', [], '*1 *2 *3 *5 *6 *7 *8 #1 #2', '*1 *2 *5', { dialOut: true }],
  ['calling out', [callingOut], '*1 *2 *3 *5 *6 *7 *8 #1 #2', '*1 *2 *5', { dialOut: true }],
  ['calls out, locked', [locked], '*1 *2 *5 *6 *7 *8 #1 #2', '*1 *2 *5', { dialOut: true }],
  [
    'calling out, then locked',
    [callingOut, locked],
    '*1 *2 *3 *5 *6 *7 *8 #1 #2',
    '*1 *2 *5',
    { dialOut: true },
  ],
  ['waiting', [], '-', '*1 *2 *5'],
  ['grace', [(room) => room.leave('olga')], '-', '*1 *2 *5'],
  ['locked', [locked], '*1 *2 *5 *6 *7 *8 #1 #2', '*1 *2 *5'],
  ['self-muted', [muted('ann', 'self')], '*1 *2 *5 *6 *7 *8 #1 #2', '*1 *2 *5'],
  ['muted by an organizer', [muted('ann', 'organizer')], '*1 *2 *5 *6 *7 *8 #1 #2', '*1 *5'],
  [
    'muted by both',
    [muted('ann', 'self', 'organizer'), muted('olga', 'self', 'organizer')],
    '*1 *2 *5 *6 *7 *8 #1 #2',
    '*1 *2 *5',
  ],
  ['lecture', [lecture('open')], '*1 *2 *4 *5 *6 *7 *8 *9 #1 #2', '*1 *2 *5 *9'],
  [
    'lecture, hand raised',
    [lecture('open'), raised('ann')],
    '*1 *2 *4 *5 *6 *7 *8 *9 #1 #2',
    '*1 *2 *4 *5 *9',
  ],
  ['strict lecture', [lecture('strict')], '*1 *2 *4 *5 *6 *7 *8 *9 #1 #2', '*1 *5 *9'],
  [
    'strict lecture, self-muted as well',
    [muted('ann', 'self'), lecture('strict')],
    '*1 *2 *4 *5 *6 *7 *8 *9 #1 #2',
    '*1 *5 *9',
  ],
  [
    'strict lecture, hand raised',
    [lecture('strict'), raised('bob', 'ann')],
    '*1 *2 *4 *5 *6 *7 *8 *9 #1 #2',
    '*1 *4 *5 *9',
  ],
  [
    'strict lecture, with the floor',
    [lecture('strict'), raised('ann'), floorGiven],
    '*1 *2 *4 *5 *6 *7 *8 *9 #1 #2',
    '*1 *2 *5 *9',
  ],
  [
    'a strict lecture that is over',
    [lecture('strict'), raised('ann'), floorGiven, lecture('off')],
    '*1 *2 *5 *6 *7 *8 #1 #2',
    '*1 *2 *5',
  ],
];

/** Keys that tell why they do nothing. */
const reasons: Readonly<Partial<Record<KeypadKey, RegExp>>> = {
  '*2': /^(lecture-no|muted-by)/,
  '*3': /^(command-not|conference-(locked|full))/,
};

function roomOf([, settings, , , options]: (typeof table)[number], title: string): Room {
  const room = new Room(options);
  const named = { name: { recordedName: null } };
  if (title !== 'waiting') room.join('olga', 'organizer', named);
  room.join('ann', 'participant', named);
  room.join('bob', 'participant', named);
  for (const set of settings) set(room);
  return room;
}

t.test('every key in every state for every role: it works, or the presser hears why not', (t) => {
  for (const row of table) {
    const [title, , olga, ann] = row;
    for (const [memberId, expected] of [
      ['olga', olga],
      ['ann', ann],
    ] as const) {
      if (expected === '-') continue;
      const working = new Set(expected.split(' '));
      for (const key of everyKey) {
        const room = roomOf(row, title);
        const before = room.state;
        room.press(memberId, key);
        const name = `${title}: ${memberId} ${key}`;
        const member = before.members.find(({ id }) => id === memberId)!;
        const listed = keypad[member.role][key];
        t.equal(listed?.refusal(before, member) === null, working.has(key), name);
        t.ok(room.effects.length > 0, `${name} is answered`);
        if (working.has(key)) continue;
        t.equal(room.state, before, `${name} changes nothing`);
        t.same(room.effectNames(), [`announce ${memberId}`], name);
        const why = listed === undefined ? /^command-not/ : (reasons[key] ?? /^command-not/);
        t.match(room.heard(memberId)[0], why, name);
      }
    }
  }
  t.end();
});

t.test('*1 describes exactly the keys that work at that moment (K1)', (t) => {
  for (const row of table) {
    const [title, , olga, ann] = row;
    for (const [memberId, expected] of [
      ['olga', olga],
      ['ann', ann],
    ] as const) {
      if (expected === '-') continue;
      const room = roomOf(row, title);
      const { state } = room;
      const member = state.members.find(({ id }) => id === memberId)!;
      room.press(memberId, '*1');
      const described = expected
        .split(' ')
        .filter((key) => key !== '*1')
        .map((key) => keypad[member.role][key as KeypadKey]!.help(state, member));
      t.same(room.heard(memberId), described, `${title}: ${memberId}`);
      t.same(room.effectNames(), [`announce ${memberId}`]);
      t.same(room.events, []);
    }
  }
  t.end();
});

t.test('every help prompt is said somewhere', (t) => {
  const said = new Set<string>();
  for (const row of table) {
    for (const memberId of ['olga', 'ann']) {
      const room = roomOf(row, row[0]);
      room.press(memberId, '*1');
      for (const prompt of room.heard(memberId)) said.add(prompt);
    }
  }
  t.same(
    [...helpPrompts].filter((prompt) => !said.has(prompt)),
    [],
  );
  t.end();
});
