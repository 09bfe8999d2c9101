import t from 'tap';
import type { RoomOptions } from '../../../bridge/conference/room-options.js';
import { Room } from './room.js';

const minuteMs = 60_000;

function running(options: Partial<RoomOptions> = {}): Room {
  const room = new Room(options);
  room.join('olga', 'organizer');
  room.join('ann');
  room.join('bob');
  return room;
}

t.test('when the last organizer leaves, members are told and have two minutes', (t) => {
  const room = running();
  room.leave('olga');
  t.same(room.heard('all'), [
    'exit-tone',
    'organizer-has-left',
    'conference-will-end-in',
    '2 minute',
  ]);
  t.same(room.eventNames(), ['member-left olga', 'grace-started']);
  t.same(room.effects.at(-1), { kind: 'set-deadline', atMs: room.nowMs + minuteMs });

  room.after(1).do({ kind: 'deadline' });
  t.same(room.heard('all'), ['conference-will-end-in', '1 minute'], 'once more in the last minute');
  t.same(room.effects.at(-1), { kind: 'set-deadline', atMs: room.nowMs + minuteMs });

  room.after(1).do({ kind: 'deadline' });
  t.same(room.heard('ann'), ['conference-has-ended', 'goodbye']);
  t.same(room.eventNames(), ['member-left ann', 'member-left bob', 'conference-ended']);
  t.same(room.effectNames(), ['end-leg ann', 'end-leg bob', 'end-conference', 'set-deadline']);
  t.same(room.state.phase, { kind: 'ended', reason: 'organizer-left' });
  t.same(room.state.members, []);
  t.end();
});

t.test('an organizer who returns in time stops the clock', (t) => {
  const room = running();
  room.leave('olga');
  room.after(1).join('olga2', 'organizer');
  t.same(room.state.phase, { kind: 'active' });
  t.same(room.heard('all'), ['organizer-has-returned', 'entry-tone']);
  t.same(room.eventNames(), ['grace-cancelled', 'member-joined olga2']);
  t.same(room.effects.at(-1), { kind: 'set-deadline', atMs: null });
  room.after(60).do({ kind: 'deadline' });
  t.equal(room.state.phase.kind, 'active');
  t.same(room.effects, []);
  t.end();
});

t.test('a member made organizer in the grace period stops the clock', (t) => {
  const room = running();
  room.leave('olga');
  room.do({ kind: 'promote', memberId: 'ann', by: { kind: 'user', userId: 'u1' } });
  t.same(room.state.phase, { kind: 'active' });
  t.same(room.heard('ann'), ['now-organizer']);
  t.end();
});

t.test('a participant who comes in the grace period is admitted and told what remains', (t) => {
  const room = running({ graceMinutes: 10 });
  room.leave('olga');
  room.after(6.5).join('carl');
  t.same(room.heard('carl'), [
    'there-are',
    '3 caller',
    'in-the-conference',
    'conference-will-end-in',
    '4 minute',
  ]);
  t.equal(room.state.phase.kind, 'grace');
  t.end();
});

t.test('an organizer who leaves while another stays changes nothing', (t) => {
  const room = running();
  room.join('oscar', 'organizer');
  room.leave('olga');
  t.same(room.state.phase, { kind: 'active' });
  t.same(room.heard('all'), ['exit-tone']);
  t.end();
});

t.test('an organizer on hold who hangs up leaves as any other does', (t) => {
  const room = running();
  room.do({ kind: 'set-hold', memberId: 'olga', onHold: true });
  room.leave('olga');
  t.equal(room.state.phase.kind, 'grace');
  t.equal(room.state.members.length, 2);
  t.end();
});

t.test('with a grace of 0 minutes the conference ends at once, with a notice', (t) => {
  const room = running({ graceMinutes: 0 });
  room.leave('olga');
  t.same(room.heard('ann'), ['organizer-has-left', 'conference-has-ended', 'goodbye']);
  t.same(room.state.phase, { kind: 'ended', reason: 'organizer-left' });
  t.end();
});

t.test('a room set to continue goes on until the last member leaves', (t) => {
  const room = running({ continueAfterOrganizer: true });
  room.leave('olga');
  t.same(room.state.phase, { kind: 'active' });
  room.join('carl');
  t.equal(room.state.members.length, 3, 'others may still join');
  for (const id of ['ann', 'bob', 'carl']) room.leave(id);
  t.same(room.state.phase, { kind: 'ended', reason: 'all-left' });
  t.end();
});

t.test('a conference that participants started needs no organizer', (t) => {
  const room = new Room({ participantsMayStart: true });
  room.join('ann');
  room.join('bob');
  room.leave('ann');
  t.same(room.state.phase, { kind: 'active' });
  room.leave('bob');
  t.same(room.state.phase, { kind: 'ended', reason: 'all-left' });
  t.end();
});

t.test('an organizer who comes to it and leaves starts the grace period there too', (t) => {
  const room = new Room({ participantsMayStart: true });
  room.join('ann');
  room.join('olga', 'organizer');
  room.leave('olga');
  t.equal(room.state.phase.kind, 'grace');
  t.end();
});

t.test('an organizer alone who leaves ends the conference without a grace period', (t) => {
  const room = new Room();
  room.join('olga', 'organizer');
  room.leave('olga');
  t.same(room.eventNames(), ['member-left olga', 'conference-ended']);
  t.same(room.effects, [{ kind: 'end-conference', reason: 'all-left' }]);
  t.end();
});

t.test('an organizer ends the conference for all', (t) => {
  const room = running();
  room.do({ kind: 'end', by: { kind: 'member', memberId: 'ann' } });
  t.same(room.heard('ann'), ['command-not-available'], 'a participant may not');
  t.equal(room.state.phase.kind, 'active');
  room.do({ kind: 'end', by: { kind: 'member', memberId: 'olga' } });
  t.same(room.heard('ann'), ['conference-has-ended', 'goodbye']);
  t.same(room.state.phase, { kind: 'ended', reason: 'ended-by-organizer' });
  t.end();
});

t.test('the system closing says so', (t) => {
  const room = running();
  room.do({ kind: 'end', by: { kind: 'system' } });
  t.same(room.heard('ann'), ['system-closing', 'goodbye']);
  t.same(room.state.phase, { kind: 'ended', reason: 'ended-by-system' });
  t.end();
});

t.test('when the mix is lost every leg ends, with nothing said', (t) => {
  const room = running();
  room.do({ kind: 'media-lost' });
  t.same(room.effectNames(), ['end-leg olga', 'end-leg ann', 'end-leg bob', 'end-conference']);
  t.same(room.heard('ann'), []);
  t.ok(room.events.every((event) => event.kind !== 'member-left' || event.reason === 'media-lost'));
  t.end();
});

t.test('when the mix is made anew all are told, and nothing else changes', (t) => {
  const room = running();
  room.do({ kind: 'set-muted', memberId: 'ann', muted: true, by: { kind: 'user', userId: 'u1' } });
  const before = room.state;
  room.do({ kind: 'media-restored' });
  t.equal(room.state, before);
  t.same(room.effects, [{ kind: 'announce-to-all', phrases: [{ prompt: 'connection-restored' }] }]);
  t.end();
});

t.test('a leg that comes after the end is sent away', (t) => {
  const room = running();
  room.do({ kind: 'media-lost' });
  const ended = room.state;
  room.join('carl');
  t.same(room.heard('carl'), ['conference-has-ended', 'goodbye']);
  t.same(room.events, []);
  t.equal(room.state, ended);
  t.end();
});
