import t from 'tap';
import { refusalOf } from '../../../bridge/conference/admission.js';
import type { ConferenceState, Member } from '../../../bridge/conference/state.js';
import type { Role } from '../../../bridge/conference/words.js';
import { Room } from './room.js';

const capacity = 5;

function stateWith(members: number, organizers: number, locked: boolean): ConferenceState {
  const room = new Room({ capacity });
  const list: readonly Member[] = Array.from({ length: members }, (_, index) => ({
    id: `m${index}`,
    role: index < organizers ? 'organizer' : 'participant',
    name: null,
    number: null,
    recordedName: null,
    joinedAtMs: 0,
    muteReasons: [],
    onHold: false,
    held: false,
  }));
  return { ...room.state, members: list, locked, phase: { kind: 'active' } };
}

const full = 'conference-full';
const locked = 'conference-locked';

/** By the number of members, 0 to 5 (the capacity). */
const table: readonly {
  newcomer: Role;
  locked: boolean;
  organizers: number;
  outcomes: readonly (string | null)[];
}[] = [
  {
    newcomer: 'organizer',
    locked: false,
    organizers: 0,
    outcomes: [null, null, null, null, null, full],
  },
  {
    newcomer: 'organizer',
    locked: true,
    organizers: 0,
    outcomes: [null, null, null, null, null, full],
  },
  {
    newcomer: 'organizer',
    locked: false,
    organizers: 1,
    outcomes: [null, null, null, null, null, full],
  },
  {
    newcomer: 'organizer',
    locked: true,
    organizers: 1,
    outcomes: [null, null, null, null, null, full],
  },
  {
    newcomer: 'participant',
    locked: false,
    organizers: 0,
    outcomes: [null, null, null, null, full, full],
  },
  {
    newcomer: 'participant',
    locked: false,
    organizers: 1,
    outcomes: [null, null, null, null, null, full],
  },
  { newcomer: 'participant', locked: true, organizers: 0, outcomes: Array<string>(6).fill(locked) },
  { newcomer: 'participant', locked: true, organizers: 1, outcomes: Array<string>(6).fill(locked) },
];

t.test('the admission table, at every number of members', (t) => {
  for (const row of table) {
    for (const [members, outcome] of row.outcomes.entries()) {
      if (members < row.organizers) continue;
      t.equal(
        refusalOf(stateWith(members, row.organizers, row.locked), row.newcomer),
        outcome,
        `${row.newcomer}, locked ${row.locked}, ${row.organizers} organizers, ${members} members`,
      );
    }
  }
  t.end();
});

t.test('one place of a full room is kept for the organizer (A9)', (t) => {
  const room = new Room({ capacity: 3 });
  room.join('ann');
  room.join('bob');
  room.join('carl');
  t.same(room.heard('carl'), ['conference-full', 'goodbye']);
  t.same(room.effects, [
    {
      kind: 'end-leg',
      memberId: 'carl',
      reason: 'conference-full',
      phrases: [{ prompt: 'conference-full' }, { prompt: 'goodbye' }],
    },
  ]);
  t.same(room.eventNames(), ['join-refused carl']);
  room.join('olga', 'organizer');
  t.equal(room.state.members.length, 3);
  room.join('oscar', 'organizer');
  t.same(room.heard('oscar'), ['conference-full', 'goodbye']);
  t.end();
});

t.test('the place of an organizer who left is kept for the return', (t) => {
  const room = new Room({ capacity: 3 });
  room.join('olga', 'organizer');
  room.join('ann');
  room.join('bob');
  room.leave('olga');
  room.join('carl');
  t.same(room.heard('carl'), ['conference-full', 'goodbye']);
  room.join('olga2', 'organizer');
  t.equal(room.state.phase.kind, 'active');
  t.end();
});

t.test('a locked conference refuses participants, and lets an organizer in (A10)', (t) => {
  const room = new Room();
  room.join('olga', 'organizer');
  room.do({ kind: 'set-lock', locked: true, by: { kind: 'member', memberId: 'olga' } });
  t.same(room.heard('all'), ['now-locked']);
  room.join('ann');
  t.same(room.heard('ann'), ['conference-locked', 'goodbye']);
  room.join('oscar', 'organizer');
  t.equal(room.state.members.length, 2);
  room.do({ kind: 'set-lock', locked: false, by: { kind: 'member', memberId: 'oscar' } });
  t.same(room.heard('all'), ['now-unlocked']);
  room.join('ann');
  t.equal(room.state.members.length, 3);
  t.end();
});

t.test('several organizers may be in one conference (A11)', (t) => {
  const room = new Room();
  room.join('olga', 'organizer');
  room.join('oscar', 'organizer');
  t.same(
    room.state.members.map((member) => member.role),
    ['organizer', 'organizer'],
  );
  t.end();
});

t.test('a leg that joins twice is one member', (t) => {
  const room = new Room();
  room.join('olga', 'organizer');
  const before = room.state;
  room.join('olga', 'organizer');
  t.same(room.state, before);
  t.same(room.effects, []);
  t.end();
});
