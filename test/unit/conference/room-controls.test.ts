import t from 'tap';
import type { Actor } from '../../../bridge/conference/words.js';
import { Room } from './room.js';

const user: Actor = { kind: 'user', userId: 'u1' };

function room(): Room {
  const made = new Room();
  made.join('olga', 'organizer');
  made.join('ann');
  return made;
}

t.test('*6 locks and unlocks, and all hear it; an organizer still gets in (K6, A10)', (t) => {
  const r = room();
  r.press('olga', '*6');
  t.same(r.heard('all'), ['now-locked']);
  r.join('bob');
  t.same(r.heard('bob'), ['conference-locked', 'goodbye']);
  t.equal(r.state.members.length, 2);
  r.join('oscar', 'organizer');
  t.equal(r.state.members.length, 3);
  r.press('oscar', '*6');
  t.same(r.heard('all'), ['now-unlocked']);
  r.join('bob');
  t.equal(r.state.members.length, 4);
  t.end();
});

t.test('#1 turns the tones off and on, told to the presser alone (K10)', (t) => {
  const r = room();
  r.press('olga', '#1');
  t.same(r.heard('olga'), ['tones-off']);
  t.same(r.effectNames(), ['announce olga']);
  r.join('bob');
  t.same(r.heard('all'), []);
  r.leave('bob');
  t.same(r.heard('all'), []);
  r.press('olga', '#1');
  t.same(r.heard('olga'), ['tones-on']);
  r.join('bob');
  t.same(r.heard('all'), ['entry-tone']);
  t.end();
});

t.test('#2 lets the conference continue after the organizer, until pressed again (K11)', (t) => {
  const r = room();
  r.press('olga', '#2');
  t.same(r.heard('olga'), ['continues-on']);
  t.same(r.effectNames(), ['announce olga']);
  r.leave('olga');
  t.equal(r.state.phase.kind, 'active');
  r.join('olga', 'organizer');
  r.press('olga', '#2');
  t.same(r.heard('olga'), ['continues-off']);
  r.leave('olga');
  t.equal(r.state.phase.kind, 'grace');
  t.end();
});

t.test('the portal can save a conference in its grace period', (t) => {
  const r = room();
  r.leave('olga');
  r.do({ kind: 'set-continues', on: true, by: user });
  t.equal(r.state.phase.kind, 'active');
  t.same(r.heard('all'), ['conference-continues']);
  t.end();
});

t.test('a dropped line hears who ended the call; the last organizer dropped is one gone', (t) => {
  const r = room();
  r.do({ kind: 'drop', memberId: 'ann', by: user });
  t.same(r.heard('ann'), ['dropped-by-organizer', 'goodbye']);
  t.match(r.events, [{ kind: 'member-left', memberId: 'ann', reason: 'dropped' }]);
  t.same(r.heard('all'), ['exit-tone']);
  r.join('bob');
  r.do({ kind: 'drop', memberId: 'olga', by: user });
  t.equal(r.state.phase.kind, 'grace');
  r.do({ kind: 'drop', memberId: 'bob', by: user });
  t.same(r.state.phase, { kind: 'ended', reason: 'all-left' });
  t.end();
});

t.test('a member that is promoted lowers its hand, and no lecture mutes it', (t) => {
  const r = room();
  r.press('olga', '*8');
  r.press('ann', '*9');
  r.do({ kind: 'promote', memberId: 'ann', by: user });
  t.same(r.reasons('ann'), []);
  t.same(r.hands(), []);
  t.same(r.heard('ann'), ['now-organizer']);
  t.end();
});

t.test('a rename is an event, and heard by nobody', (t) => {
  const r = room();
  r.do({ kind: 'rename', memberId: 'ann', name: 'Ann Arbor', by: user });
  t.match(r.events, [{ kind: 'member-renamed', memberId: 'ann', name: 'Ann Arbor' }]);
  t.same(r.effects, []);
  t.end();
});
