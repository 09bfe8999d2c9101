import t from 'tap';
import { deadlineOf } from '../../../bridge/conference/deadline.js';
import type { ConferenceEffect } from '../../../bridge/conference/effect.js';
import { Room } from './room.js';

const user = { kind: 'user', userId: 'u1' } as const;

function recordingRoom(): Room {
  const room = new Room();
  room.join('olga', 'organizer');
  room.join('ann');
  room.press('olga', '*7');
  room.do({ kind: 'recording-began', file: 1 });
  return room;
}

const phase = (room: Room): string => room.state.recording.phase.kind;

function notices(room: Room): readonly (readonly string[])[] {
  return room.effects.flatMap((effect: ConferenceEffect) =>
    'notice' in effect ? [effect.notice.memberIds] : [],
  );
}

t.test('*7 starts, tells all once it is true, and stops; the same file goes on', (t) => {
  const room = new Room();
  room.join('olga', 'organizer');
  room.join('ann');
  room.press('olga', '*7');
  t.same(room.effects, [{ kind: 'start-recording', file: 1 }], 'nothing is said yet');
  room.do({ kind: 'recording-began', file: 1 });
  t.same(room.heard('all'), ['recording-started']);
  t.same(notices(room), [['olga', 'ann']]);
  room.press('olga', '*7');
  t.same(room.effectNames().slice(0, 2), ['stop-recording', 'announce-to-all']);
  t.same(room.heard('all'), ['recording-stopped']);
  t.equal(phase(room), 'stopped');
  room.press('olga', '*7');
  t.match(room.effects, [{ kind: 'start-recording', file: 1 }]);
  t.end();
});

t.test('a start that is stopped before it began is never told of', (t) => {
  const room = new Room();
  room.join('olga', 'organizer');
  room.press('olga', '*7');
  room.press('olga', '*7');
  t.match(room.effects, [{ kind: 'stop-recording', file: 1 }, {}]);
  room.do({ kind: 'recording-began', file: 1 });
  t.same(room.effects, []);
  t.equal(phase(room), 'stopped');
  t.end();
});

t.test('four hours of recorded time fill a file; the time between parts does not count', (t) => {
  const room = recordingRoom();
  room.after(60).press('olga', '*7');
  room.after(600).press('olga', '*7');
  room.do({ kind: 'recording-began', file: 1 });
  const startedAtMs = room.nowMs;
  t.equal(deadlineOf(room.state), startedAtMs + 180 * 60_000);
  room.after(179).do({ kind: 'deadline' });
  t.equal(phase(room), 'recording');
  room.after(1).do({ kind: 'deadline' });
  t.equal(phase(room), 'limit-reached');
  t.match(room.events, [{ kind: 'recording-stopped', reason: 'limit', file: 1 }]);
  t.same(room.heard('olga'), ['recording-limit-reached']);
  t.same(room.heard('ann'), [], 'organizers alone are told');
  t.ok(room.effectNames().includes('close-recording'));
  room.press('olga', '*7');
  t.match(room.effects, [{ kind: 'start-recording', file: 2 }], 'at once, into a new file');
  room.do({ kind: 'recording-began', file: 2 });
  t.equal(deadlineOf(room.state), room.nowMs + 240 * 60_000);
  t.end();
});

t.test('what cannot be written is told to organizers, and does not count', (t) => {
  const room = recordingRoom();
  room.after(60).do({ kind: 'recording-paused', file: 1, problem: 'ENOSPC' });
  t.same(room.heard('olga'), ['recording-paused']);
  t.same(room.heard('ann'), []);
  t.equal(deadlineOf(room.state), null);
  room.join('carl');
  t.same(notices(room), [['carl']], 'it is meant to be recorded still');
  room.after(600).do({ kind: 'recording-resumed', file: 1 });
  t.same(room.heard('olga'), ['recording-resumed']);
  t.equal(deadlineOf(room.state), room.nowMs + 180 * 60_000);
  room.do({ kind: 'recording-failed', file: 1, problem: 'EIO' });
  t.same(room.heard('olga'), ['recording-failed']);
  room.press('olga', '*7');
  t.match(room.effects, [{ kind: 'start-recording', file: 2 }]);
  room.do({ kind: 'recording-failed', file: 1, problem: 'late news of the first' });
  t.equal(phase(room), 'starting');
  t.end();
});

t.test('nothing is recorded while all wait for an organizer', (t) => {
  const room = new Room();
  room.join('ann');
  room.do({ kind: 'set-recording', on: true, by: user });
  t.same(room.effects, []);
  room.join('olga', 'organizer');
  room.do({ kind: 'set-recording', on: true, by: user });
  t.match(room.effects, [{ kind: 'start-recording', file: 1 }]);
  t.end();
});

t.test('a participant cannot record, and no one where it is not allowed', (t) => {
  const room = new Room();
  room.join('olga', 'organizer');
  room.join('ann');
  room.press('ann', '*7');
  t.same(room.heard('ann'), ['command-not-available']);
  const forbidden = new Room({ recordingAllowed: false });
  forbidden.join('olga', 'organizer');
  forbidden.press('olga', '*7');
  t.same(forbidden.heard('olga'), ['command-not-available']);
  forbidden.do({ kind: 'set-recording', on: true, by: user });
  t.same(forbidden.effects, []);
  t.end();
});

t.test(
  'who comes later is told on entry, and who returns from hold; the ledger notes who heard',
  (t) => {
    const room = recordingRoom();
    room.join('bob');
    t.same(notices(room), [['bob']]);
    t.equal(room.heard('bob').at(-1), 'being-recorded');
    room.do({ kind: 'recording-notice-heard', file: 1, memberIds: ['bob', 'zoe'] });
    t.match(room.events, [{ kind: 'recording-notice-heard', memberId: 'bob', file: 1 }]);
    t.equal(room.events.length, 1, 'one who has gone meanwhile has not');
    room.do({ kind: 'set-held', memberId: 'bob', held: true, by: user });
    room.do({ kind: 'set-held', memberId: 'bob', held: false, by: user });
    t.same(notices(room), [['bob']]);
    room.press('olga', '*7');
    room.join('carl');
    t.same(notices(room), [], 'while it is stopped nobody is');
    t.end();
  },
);

t.test('the recording ends with the conference', (t) => {
  for (const end of ['ended', 'media-lost', 'stopped before'] as const) {
    const room = recordingRoom();
    if (end === 'stopped before') room.press('olga', '*7');
    room.do(end === 'media-lost' ? { kind: 'media-lost' } : { kind: 'end', by: user });
    const names = room.effectNames();
    t.ok(names.indexOf('close-recording') < names.indexOf('end-conference'), end);
    t.ok(names.includes('close-recording'), end);
    t.equal(phase(room), 'idle');
  }
  const room = new Room();
  room.join('olga', 'organizer');
  room.leave('olga');
  t.notOk(room.effectNames().includes('close-recording'), 'where there is one');
  t.end();
});
