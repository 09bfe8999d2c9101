import t from 'tap';
import type { DialOutDecision, DialOutRefusal } from '../../../bridge/conference/dial-plan.js';
import type { RoomOptions } from '../../../bridge/conference/room-options.js';
import type { Actor, DialOutFailure } from '../../../bridge/conference/words.js';
import { Room } from './room.js';

const olga: Actor = { kind: 'member', memberId: 'olga' };
const ann: Actor = { kind: 'member', memberId: 'ann' };
const user: Actor = { kind: 'user', userId: 'u1' };
const allowed: DialOutDecision = {
  allowed: true,
  number: '+3225550199',
  priceClass: 'national',
};

function roomOf(options: Partial<RoomOptions> = {}): Room {
  const room = new Room({ dialOut: true, ...options });
  room.join('olga', 'organizer');
  room.join('ann');
  return room;
}

function calling(by: Actor = olga, options: Partial<RoomOptions> = {}): Room {
  const room = roomOf(options);
  room.do({ kind: 'dial-out', dialOutId: 'guest', decision: allowed, name: 'Gus', by });
  return room;
}

function progress(room: Room, ...stages: readonly ('ringing' | 'invited' | 'accepted')[]): Room {
  for (const stage of stages) room.do({ kind: 'dial-out-progress', dialOutId: 'guest', stage });
  return room;
}

t.test('*3 asks whom to call; the number is called, and the presser hears so', (t) => {
  const room = roomOf();
  room.press('olga', '*3');
  t.match(room.effects, [
    { kind: 'ask-member', memberId: 'olga', question: { kind: 'phone-number' } },
  ]);
  room.do({ kind: 'dial-out', dialOutId: 'guest', decision: allowed, name: null, by: olga });
  t.match(room.effects, [
    {
      kind: 'start-dial-out',
      dialOutId: 'guest',
      number: '+3225550199',
      inviterRecordedName: null,
    },
    { kind: 'announce', memberId: 'olga', phrases: [{ prompt: 'dial-out-calling' }] },
  ]);
  t.match(room.events, [
    { kind: 'dial-out-started', number: '+3225550199', priceClass: 'national', by: olga },
  ]);
  progress(room, 'ringing');
  t.same(room.heard('olga'), ['dial-out-ringing']);
  t.same(room.heard('ann'), []);
  t.end();
});

t.test('the inviter is named by the recorded name', (t) => {
  const room = new Room({ dialOut: true, rollCall: true });
  room.join('olga', 'organizer', { name: { recordedName: 'olga.wav' } });
  room.do({ kind: 'dial-out', dialOutId: 'guest', decision: allowed, name: null, by: olga });
  t.match(room.effects[0], { kind: 'start-dial-out', inviterRecordedName: 'olga.wav' });
  t.end();
});

t.test('who accepts is announced to the inviter, who brings the guest in', (t) => {
  const room = progress(calling(), 'ringing', 'invited', 'accepted');
  t.match(room.effects, [
    { kind: 'ask-member', memberId: 'olga', question: { kind: 'callee', dialOutId: 'guest' } },
  ]);
  room.do({ kind: 'bring-in', dialOutId: 'guest', by: olga });
  t.same(room.effectNames(), ['bring-in']);
  room.join('guest');
  t.same(room.state.dialOuts, []);
  t.same(room.eventNames(), ['dial-out-ended', 'member-joined guest']);
  t.match(
    room.events.find(({ kind }) => kind === 'dial-out-ended'),
    { reason: 'joined' },
  );
  t.end();
});

t.test('whom a user invites, or whose inviter has left, comes in at once', (t) => {
  t.same(progress(calling(user), 'accepted').effectNames(), ['bring-in']);
  const room = calling(olga, { continueAfterOrganizer: true });
  room.leave('olga');
  t.same(progress(room, 'accepted').effectNames(), ['bring-in']);
  t.end();
});

t.test('nobody comes in before accepting, and the inviter alone may cancel', (t) => {
  const room = progress(calling(), 'invited');
  room.do({ kind: 'bring-in', dialOutId: 'guest', by: olga });
  t.same(room.effects, []);
  room.do({ kind: 'cancel-dial-out', dialOutId: 'guest', by: ann });
  t.same(room.heard('ann'), ['command-not-available']);
  t.equal(room.state.dialOuts.length, 1);
  room.press('olga', '*3');
  t.same(room.effectNames(), ['end-dial-out', 'announce olga']);
  t.same(room.heard('olga'), ['dial-out-cancelled']);
  t.match(room.events, [{ kind: 'dial-out-ended', reason: 'cancelled' }]);
  t.end();
});

t.test('the inviter is told how it failed', (t) => {
  const prompts: Readonly<Record<DialOutFailure, string>> = {
    busy: 'dial-out-busy',
    'no-answer': 'dial-out-no-answer',
    refused: 'dial-out-refused',
    unreachable: 'dial-out-unreachable',
    'not-accepted': 'dial-out-not-accepted',
  };
  for (const [reason, prompt] of Object.entries(prompts)) {
    const room = calling();
    room.do({
      kind: 'dial-out-failed',
      dialOutId: 'guest',
      reason: reason as DialOutFailure,
    });
    t.same(room.heard('olga'), [prompt]);
    t.match(room.events, [{ kind: 'dial-out-ended', reason }]);
    t.same(room.state.dialOuts, []);
  }
  t.end();
});

t.test('the presser is told why a number is not called, and it is told outside', (t) => {
  const prompts: Readonly<Record<DialOutRefusal, string>> = {
    'not-a-number': 'dial-out-not-a-number',
    'short-number': 'dial-out-not-allowed',
    'prefix-not-allowed': 'dial-out-not-allowed',
    'costly-prefix': 'dial-out-not-allowed',
    'own-number': 'dial-out-not-allowed',
    limit: 'dial-out-limit',
  };
  for (const [reason, prompt] of Object.entries(prompts)) {
    const room = roomOf();
    const decision = { allowed: false, number: '112', reason: reason as DialOutRefusal } as const;
    room.do({ kind: 'dial-out', dialOutId: 'guest', decision, name: null, by: olga });
    t.same(room.heard('olga'), [prompt]);
    t.same(room.eventNames(), ['dial-out-refused']);
    t.same(room.state.dialOuts, []);
  }
  t.end();
});

t.test('*3 is not there for participants, where it is off, or where nobody could join', (t) => {
  const refusals: readonly [room: Room, by: string, heard: string][] = [
    [roomOf(), 'ann', 'command-not-available'],
    [roomOf({ dialOut: false }), 'olga', 'command-not-available'],
    [roomOf({ capacity: 2 }), 'olga', 'conference-full'],
  ];
  const locked = roomOf();
  locked.do({ kind: 'set-lock', locked: true, by: user });
  for (const [room, by, heard] of [...refusals, [locked, 'olga', 'conference-locked'] as const]) {
    const before = room.state;
    room.press(by, '*3');
    t.same(room.heard(by), [heard]);
    t.equal(room.state, before);
    room.do({
      kind: 'dial-out',
      dialOutId: 'guest',
      decision: allowed,
      name: null,
      by: { kind: 'member', memberId: by },
    });
    t.same(room.heard(by), [heard], 'nor by the command itself');
    t.equal(room.state, before);
  }
  t.end();
});

t.test('a conference that was locked meanwhile stays closed to the guest', (t) => {
  const room = progress(calling(), 'accepted');
  room.do({ kind: 'set-lock', locked: true, by: user });
  room.join('guest');
  t.match(room.effects.at(-1), { kind: 'end-leg', memberId: 'guest', reason: 'conference-locked' });
  t.same(room.heard('olga'), ['conference-locked']);
  t.same(room.state.dialOuts, []);
  t.end();
});

t.test('calls being made end with their conference', (t) => {
  const room = calling();
  room.do({ kind: 'end', by: olga });
  t.match(
    room.effects.filter(({ kind }) => kind === 'end-dial-out'),
    [{ dialOutId: 'guest', phrases: [{ prompt: 'conference-has-ended' }, { prompt: 'goodbye' }] }],
  );
  t.same(room.state.dialOuts, []);
  t.end();
});

t.test('the guest joins as a participant, like any other', (t) => {
  const room = progress(calling(), 'accepted');
  room.do({ kind: 'set-lecture', mode: 'strict', by: olga });
  room.join('guest');
  t.same(room.reasons('guest'), ['lecture']);
  t.end();
});
