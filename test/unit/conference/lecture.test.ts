import t from 'tap';
import type { Actor, MuteReason } from '../../../bridge/conference/words.js';
import { Room } from './room.js';

const olga: Actor = { kind: 'member', memberId: 'olga' };

function lectureRoom(participants: readonly string[] = ['ann', 'bob', 'carl']): Room {
  const room = new Room();
  room.join('olga', 'organizer');
  for (const id of participants) room.join(id);
  return room;
}

function reasonsOf(room: Room): Record<string, readonly MuteReason[]> {
  return Object.fromEntries(room.state.members.map(({ id, muteReasons }) => [id, muteReasons]));
}

t.test('*8 goes from off to open, to strict, and back; all hear it each time (K8)', (t) => {
  const room = lectureRoom(['ann', 'bob']);
  room.press('olga', '*8');
  t.equal(room.state.lecture, 'open');
  t.same(room.heard('all'), ['lecture-open']);
  t.same(reasonsOf(room), { olga: [], ann: ['lecture'], bob: ['lecture'] });
  t.same(
    room.effectNames(),
    ['set-muted ann', 'set-muted bob', 'announce-to-all'],
    'and nobody a second time',
  );
  room.press('ann', '*2');
  t.same(room.heard('ann'), ['unmuted'], 'a participant may speak in the open mode');
  room.press('olga', '*8');
  t.equal(room.state.lecture, 'strict');
  t.same(room.heard('all'), ['lecture-strict']);
  t.same(reasonsOf(room), { olga: [], ann: ['lecture'], bob: ['lecture'] });
  room.press('ann', '*2');
  t.same(room.heard('ann'), ['lecture-no-unmute'], 'but not in the strict one (K2)');
  room.press('olga', '*8');
  t.equal(room.state.lecture, 'off');
  t.same(room.heard('all'), ['lecture-off']);
  t.same(reasonsOf(room), { olga: [], ann: [], bob: [] });
  t.end();
});

t.test('after a lecture each line is as its caller had left it', (t) => {
  const room = lectureRoom();
  room.press('ann', '*2');
  room.do({ kind: 'set-muted', memberId: 'bob', muted: true, by: olga });
  for (let presses = 0; presses < 3; presses++) room.press('olga', '*8');
  t.same(reasonsOf(room), { olga: [], ann: ['self'], bob: ['organizer'], carl: [] });
  t.end();
});

t.test('who joins during a lecture is muted, and told how to speak', (t) => {
  for (const [mode, prompt] of [
    ['open', 'lecture-open'],
    ['strict', 'lecture-strict'],
  ] as const) {
    const room = lectureRoom([]);
    room.do({ kind: 'set-lecture', mode, by: olga });
    room.join('ann');
    t.same(room.heard('ann'), [prompt], 'no count: a lecture is quiet');
    t.same(room.heard('all'), [], 'no tone either');
    t.match(room.effects, [{ kind: 'admit', memberId: 'ann', muted: true }, {}]);
    room.join('oscar', 'organizer');
    t.same(reasonsOf(room)['oscar'], []);
  }
  t.end();
});

t.test('*9 raises and lowers the own hand; the organizer hears how many are up (K9)', (t) => {
  const room = lectureRoom();
  room.press('olga', '*8');
  room.press('olga', '*9');
  t.same(room.heard('olga'), ['no-hands-raised']);
  room.press('ann', '*9');
  t.same(room.heard('ann'), ['hand-raised', 'your-place-in-the-queue', '1']);
  t.same(room.effectNames(), ['announce ann'], 'nobody else hears of it');
  room.press('bob', '*9');
  t.same(room.heard('bob'), ['hand-raised', 'your-place-in-the-queue', '2']);
  t.match(room.events, [{ kind: 'hand-changed', memberId: 'bob', raised: true }]);
  room.press('olga', '*9');
  t.same(room.heard('olga'), ['hands-raised', '2']);
  room.press('ann', '*9');
  t.same(room.heard('ann'), ['hand-lowered']);
  room.press('bob', '*4');
  t.same(room.heard('bob'), ['your-place-in-the-queue', '1'], 'and bob has moved up (K4)');
  room.do({ kind: 'set-hand', memberId: 'bob', raised: false, by: olga });
  t.same(room.heard('bob'), ['hand-lowered-by-organizer']);
  t.same(room.hands(), []);
  t.end();
});

t.test('*4 gives the floor to the hands in their order, one at a time (K4)', (t) => {
  const room = lectureRoom();
  room.press('olga', '*8');
  room.press('olga', '*8');
  room.press('bob', '*9');
  room.press('ann', '*9');
  room.press('olga', '*4');
  t.same(reasonsOf(room), { olga: [], ann: ['lecture'], bob: [], carl: ['lecture'] });
  t.same(room.effectNames(), ['set-muted bob', 'announce-to-all', 'announce bob']);
  t.same(room.heard('all'), ['next-speaker']);
  t.same(room.heard('bob'), ['you-have-the-floor']);
  t.same(room.hands(), ['ann']);
  t.same(room.state.floor.speaker, { memberId: 'bob', wasSelfMuted: false });
  room.press('olga', '*4');
  t.same(reasonsOf(room), { olga: [], ann: [], bob: ['lecture'], carl: ['lecture'] });
  t.same(room.heard('bob'), ['floor-taken']);
  t.same(room.heard('ann'), ['you-have-the-floor']);
  room.press('olga', '*4');
  t.same(reasonsOf(room), { olga: [], ann: ['lecture'], bob: ['lecture'], carl: ['lecture'] });
  t.same(room.heard('olga'), ['no-hands-raised']);
  t.equal(room.state.floor.speaker, null);
  t.end();
});

t.test('a caller who had muted the line is so again after its turn, and after the lecture', (t) => {
  const room = lectureRoom();
  room.press('ann', '*2');
  room.press('olga', '*8');
  room.press('ann', '*9');
  room.press('olga', '*4');
  t.same(room.reasons('ann'), [], 'who asks for the floor wants to be heard');
  room.do({ kind: 'set-lecture', mode: 'off', by: olga });
  t.same(room.reasons('ann'), ['self']);
  t.same(room.heard('ann'), ['muted-press-star-two']);
  t.end();
});

t.test('the speaker keeps the floor when the lecture becomes strict', (t) => {
  const room = lectureRoom();
  room.press('olga', '*8');
  room.press('ann', '*9');
  room.press('olga', '*4');
  room.press('olga', '*8');
  t.same(reasonsOf(room), { olga: [], ann: [], bob: ['lecture'], carl: ['lecture'] });
  t.end();
});

t.test('who leaves takes the raised hand along, and the floor', (t) => {
  const room = lectureRoom();
  room.press('olga', '*8');
  for (const id of ['ann', 'bob', 'carl']) room.press(id, '*9');
  room.press('olga', '*4');
  room.leave('ann');
  t.equal(room.state.floor.speaker, null);
  room.leave('bob');
  t.same(room.hands(), ['carl']);
  t.end();
});

t.test('muting all is told once to all, and no participant can undo it', (t) => {
  const room = lectureRoom();
  room.do({ kind: 'set-all-muted', muted: true, by: olga });
  t.same(reasonsOf(room), {
    olga: [],
    ann: ['organizer'],
    bob: ['organizer'],
    carl: ['organizer'],
  });
  t.same(room.heard('all'), ['all-muted']);
  room.press('ann', '*2');
  t.same(room.heard('ann'), ['muted-by-organizer']);
  room.do({ kind: 'set-all-muted', muted: false, by: olga });
  t.same(room.heard('all'), ['all-unmuted']);
  t.same(reasonsOf(room), { olga: [], ann: [], bob: [], carl: [] });
  t.end();
});
