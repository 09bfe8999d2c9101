import t from 'tap';
import type { Actor, Role } from '../../../bridge/conference/words.js';
import type { DoorAnswers } from '../../../bridge/conference/door.js';
import type { RoomOptions } from '../../../bridge/conference/room-options.js';
import { Room } from './room.js';

const user: Actor = { kind: 'user', userId: 'u1' };

class Calls extends Room {
  dial(memberId: string, number: string | null, role: Role = 'participant', answers?: DoorAnswers) {
    return this.do({ kind: 'join', memberId, role, name: null, number, answers: answers ?? {} });
  }
}

function calls(options: Partial<RoomOptions> = {}): Calls {
  const room = new Calls(options);
  room.dial('olga', '+1', 'organizer');
  room.dial('ann', '+2');
  room.dial('bob', '+3');
  return room;
}

t.test('a line that was lost and dials again finds its name and its mutes', (t) => {
  const room = calls();
  room.do({ kind: 'rename', memberId: 'ann', name: 'Ann', by: user });
  room.press('ann', '*2');
  room.do({ kind: 'set-muted', memberId: 'ann', muted: true, by: user });
  room.lose('ann');
  room.nowMs += 119_999;
  room.dial('ann2', '+2');
  t.match(room.state.members.at(-1), { id: 'ann2', name: 'Ann' });
  t.same(room.reasons('ann2'), ['self', 'organizer']);
  t.match(room.events, [{ kind: 'member-joined', returned: true }]);
  t.equal(room.heard('ann2')[0], 'welcome-back');
  t.same(room.state.absent, []);
  t.end();
});

t.test('not after two minutes, not from elsewhere, not as another role, not twice', (t) => {
  const lost = (): Calls => {
    const room = calls();
    room.press('ann', '*2');
    room.lose('ann');
    return room;
  };
  const late = lost();
  late.nowMs += 120_000;
  late.dial('ann2', '+2');
  t.same(late.reasons('ann2'), []);
  const elsewhere = lost();
  elsewhere.dial('zoe', '+9');
  elsewhere.dial('withheld', null);
  t.same(elsewhere.reasons('zoe'), []);
  t.same(elsewhere.reasons('withheld'), []);
  const organizer = lost();
  organizer.dial('ann2', '+2', 'organizer');
  t.same(organizer.reasons('ann2'), []);
  const twice = lost();
  twice.dial('ann2', '+2');
  twice.dial('ann3', '+2');
  t.same(twice.reasons('ann3'), []);
  t.end();
});

t.test('who hung up has left', (t) => {
  const room = calls();
  room.press('ann', '*2');
  room.leave('ann');
  room.dial('ann2', '+2');
  t.same(room.reasons('ann2'), []);
  t.match(room.events, [{ returned: false }]);
  t.end();
});

t.test('a raised hand goes back behind those who were ahead of it', (t) => {
  const room = calls();
  room.dial('carl', '+4');
  room.press('olga', '*8');
  for (const id of ['ann', 'bob', 'carl']) room.press(id, '*9');
  room.lose('bob');
  t.same(room.hands(), ['ann', 'carl']);
  room.dial('bob2', '+3');
  t.same(room.hands(), ['ann', 'bob2', 'carl']);
  t.same(room.reasons('bob2'), ['lecture']);
  room.lose('bob2');
  room.press('olga', '*4');
  room.dial('bob3', '+3');
  t.same(room.hands(), ['bob3', 'carl'], 'ann has had her turn');
  room.lose('bob3');
  for (let presses = 0; presses < 2; presses++) room.press('olga', '*8');
  room.dial('bob4', '+3');
  t.same(room.hands(), [], 'the lecture is over');
  t.end();
});

t.test('a kept name is not asked for again, and is forgotten when the time is over', (t) => {
  const room = new Calls({ rollCall: true });
  const named = (recording: string): DoorAnswers => ({ name: { recordedName: recording } });
  room.dial('olga', '+1', 'organizer', named('olga.wav'));
  room.dial('ann', '+2', 'participant', named('ann.wav'));
  room.lose('ann');
  t.notOk(room.effectNames().includes('forget-name'));
  room.dial('ann2', '+2');
  t.equal(room.state.members.at(-1)?.recordedName, 'ann.wav');
  room.lose('ann2');
  room.after(2).do({ kind: 'deadline' });
  t.match(room.effects[0], { kind: 'forget-name', recordedName: 'ann.wav' });
  room.leave('olga');
  t.match(
    room.effects.filter(({ kind }) => kind === 'forget-name'),
    [{ recordedName: 'olga.wav' }],
  );
  t.end();
});

t.test('a locked conference stays locked to who was lost', (t) => {
  const room = calls();
  room.lose('ann');
  room.press('olga', '*6');
  room.dial('ann2', '+2');
  t.same(room.heard('ann2'), ['conference-locked', 'goodbye']);
  t.end();
});

t.test('recorded names are forgotten when nobody goes by them, or kept as the room asks', (t) => {
  for (const [keepNamesDays, effect] of [
    [0, { kind: 'forget-name', recordedName: 'ann.wav' }],
    [7, { kind: 'keep-name', recordedName: 'ann.wav', days: 7 }],
  ] as const) {
    const room = new Room({ rollCall: true, keepNamesDays });
    room.join('olga', 'organizer', { name: { recordedName: null } });
    room.join('ann', 'participant', { name: { recordedName: 'ann.wav' } });
    room.leave('ann');
    t.match(
      room.effects.find(({ kind }) => kind === effect.kind),
      effect,
    );
    t.equal(
      room.events.some(({ kind }) => kind === 'name-kept'),
      keepNamesDays > 0,
    );
  }
  t.end();
});
