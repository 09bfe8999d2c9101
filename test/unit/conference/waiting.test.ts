import t from 'tap';
import { Room } from './room.js';

t.test('a participant hears music until an organizer arrives, then all meet in the mix', (t) => {
  const room = new Room();
  room.join('ann');
  t.equal(room.state.phase.kind, 'waiting');
  t.same(room.effectNames(), ['hold-music ann', 'announce ann', 'set-deadline']);
  t.same(room.heard('ann'), ['waiting-for-organizer']);
  t.same(room.eventNames(), ['conference-started', 'member-joined ann']);

  room.join('bob');
  room.join('olga', 'organizer');
  t.equal(room.state.phase.kind, 'active');
  t.same(room.effectNames(), [
    'hold-music ann',
    'admit ann',
    'hold-music bob',
    'admit bob',
    'announce-to-all',
    'announce-to-all',
    'admit olga',
    'announce olga',
    'set-deadline',
  ]);
  t.same(room.heard('all'), ['organizer-has-arrived', 'entry-tone']);
  t.same(room.heard('olga'), [
    'joining-as-organizer',
    'there-are',
    '3 caller',
    'in-the-conference',
  ]);
  t.same(room.eventNames(), [
    'conference-opened',
    'member-admitted ann',
    'member-admitted bob',
    'member-joined olga',
  ]);
  t.same(room.effects.at(-1), { kind: 'set-deadline', atMs: null });
  t.end();
});

t.test('where participants may start, the first one is in the mix at once', (t) => {
  const room = new Room({ participantsMayStart: true });
  room.join('ann');
  t.same(room.effectNames(), ['admit ann', 'announce ann']);
  t.same(room.heard('ann'), ['you-are-the-first-caller']);
  t.same(room.eventNames(), ['conference-started', 'conference-opened', 'member-joined ann']);
  t.end();
});

t.test('each participant waits for the full limit, and no longer', (t) => {
  const room = new Room();
  room.join('ann');
  const annUntilMs = room.nowMs + 30 * 60_000;
  room.after(10).join('bob');
  room.after(20).do({ kind: 'deadline' });
  t.equal(room.nowMs, annUntilMs);
  t.same(room.heard('ann'), ['wait-limit-reached', 'goodbye']);
  t.same(room.eventNames(), ['member-left ann']);
  t.same(room.effects.at(-1), { kind: 'set-deadline', atMs: annUntilMs + 10 * 60_000 });
  room.after(10).do({ kind: 'deadline' });
  t.same(room.eventNames(), ['member-left bob', 'conference-ended']);
  t.same(room.state.phase, { kind: 'ended', reason: 'wait-limit' });
  t.same(room.effects.at(-1), { kind: 'set-deadline', atMs: null });
  t.end();
});

t.test('a timer that fires early is set again', (t) => {
  const room = new Room();
  room.join('ann');
  const due = room.effects.at(-1);
  room.nowMs += 30 * 60_000 - 1;
  room.do({ kind: 'deadline' });
  t.same(room.effects, [due]);
  t.end();
});

t.test('a limit of 0 minutes is none', (t) => {
  const room = new Room({ waitLimitMinutes: 0 });
  room.join('ann');
  t.same(room.effectNames(), ['hold-music ann', 'announce ann']);
  t.end();
});

t.test('an organizer who arrives as the limit runs out is in time', (t) => {
  const room = new Room();
  room.join('ann');
  room.after(30).join('olga', 'organizer');
  t.equal(room.state.phase.kind, 'active');
  t.equal(room.state.members.length, 2);
  t.end();
});

t.test('a room without hold music keeps those who wait in silence', (t) => {
  const room = new Room({ holdMusic: false });
  room.join('ann');
  t.same(room.effectNames(), ['announce ann', 'set-deadline']);
  t.end();
});

t.test('when all who waited have left, the session is over and never opened', (t) => {
  const room = new Room();
  room.join('ann');
  room.leave('ann');
  t.same(room.eventNames(), ['member-left ann', 'conference-ended']);
  t.same(room.state.phase, { kind: 'ended', reason: 'all-left' });
  t.end();
});

t.test('a member who waits and is made an organizer opens the conference', (t) => {
  const room = new Room();
  room.join('ann');
  room.join('bob');
  room.do({ kind: 'promote', memberId: 'bob', by: { kind: 'user', userId: 'u1' } });
  t.equal(room.state.phase.kind, 'active');
  t.same(room.heard('bob'), ['now-organizer']);
  t.same(
    room.effectNames().filter((name) => name.startsWith('admit')),
    ['admit ann', 'admit bob'],
  );
  t.end();
});
