import t from 'tap';
import { Room } from './room.js';

function crowd(size: number, room: Room): Room {
  for (let n = 1; n <= size; n++) room.join(`m${n}`, n === 1 ? 'organizer' : 'participant');
  return room;
}

t.test('a newcomer hears how many there are, the others a tone', (t) => {
  const room = new Room();
  room.join('olga', 'organizer');
  t.same(room.heard('olga'), ['joining-as-organizer', 'you-are-the-first-caller']);
  t.same(room.heard('all'), [], 'nobody is there to hear a tone');
  room.join('ann');
  t.same(room.heard('ann'), ['there-are', '2 caller', 'in-the-conference']);
  t.same(room.heard('all'), ['entry-tone']);
  t.ok(
    room.effectNames().indexOf('announce-to-all') < room.effectNames().indexOf('admit ann'),
    'the tone comes before the newcomer is in the mix',
  );
  room.leave('ann');
  t.same(room.heard('all'), ['exit-tone']);
  t.end();
});

t.test('a room without tones has none', (t) => {
  const room = crowd(2, new Room({ entryTones: false }));
  t.same(room.heard('all'), []);
  room.leave('m2');
  t.same(room.heard('all'), []);
  t.end();
});

t.test('above the threshold tones and counts go quiet by themselves', (t) => {
  const room = crowd(50, new Room());
  t.same(room.heard('all'), ['entry-tone']);
  t.same(room.heard('m50'), ['there-are', '50 caller', 'in-the-conference']);
  room.join('m51');
  t.same(room.effectNames(), ['admit m51']);
  room.join('m52');
  room.leave('m52');
  t.same(room.effects, []);
  room.leave('m51');
  t.same(room.heard('all'), ['exit-tone'], 'and come back with the fiftieth');
  t.end();
});

t.test('*5 says the number of callers to the one who asks, in a crowd too (K5)', (t) => {
  for (const size of [1, 2, 3, 50, 51, 120]) {
    const room = crowd(size, new Room());
    room.press('m1', '*5');
    t.same(
      room.heard('m1'),
      size === 1
        ? ['you-are-the-only-caller']
        : ['there-are', `${size} caller`, 'in-the-conference'],
    );
    t.same(room.effectNames(), ['announce m1']);
    t.same(room.events, []);
  }
  t.end();
});

t.test('an unknown key is answered to the presser alone', (t) => {
  const room = crowd(2, new Room());
  room.press('m2', '*0');
  t.same(room.effectNames(), ['announce m2']);
  t.same(room.heard('m2'), ['command-not-available']);
  t.end();
});

t.test('five hundred callers leaving at once are each told of once, in order', (t) => {
  const room = crowd(500, new Room({ continueAfterOrganizer: true }));
  t.equal(room.state.members.length, 500);
  const gone: string[] = [];
  let lastSeq = room.state.lastEventSeq;
  for (let n = 1; n <= 500; n++) {
    room.leave(`m${n}`);
    for (const event of room.events) {
      t.equal(event.seq, ++lastSeq);
      if (event.kind === 'member-left') gone.push(event.memberId);
    }
  }
  t.equal(new Set(gone).size, 500);
  t.equal(gone.length, 500);
  t.same(room.state.phase, { kind: 'ended', reason: 'all-left' });
  t.end();
});
