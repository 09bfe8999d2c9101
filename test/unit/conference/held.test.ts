import t from 'tap';
import type { Actor } from '../../../bridge/conference/words.js';
import { Room } from './room.js';

const user: Actor = { kind: 'user', userId: 'u1' };
const olga: Actor = { kind: 'member', memberId: 'olga' };

function room(): Room {
  const made = new Room();
  made.join('olga', 'organizer');
  made.join('ann');
  return made;
}

function hold(room: Room, held: boolean, memberId = 'ann', by = user): void {
  room.do({ kind: 'set-held', memberId, held, by });
}

t.test('a line put on hold leaves the mix for music, and hears who did it (P3)', (t) => {
  const r = room();
  hold(r, true);
  t.same(r.effectNames(), ['take-out ann', 'hold-music ann', 'announce ann']);
  t.same(r.heard('ann'), ['put-on-hold']);
  t.match(r.events, [{ kind: 'held-changed', memberId: 'ann', held: true, by: user }]);
  hold(r, true);
  t.same(r.effects, [], 'once is enough');
  t.end();
});

t.test('a line that returns is in the mix as it had left, and is told', (t) => {
  for (const [reasons, says] of [
    [[], 'back-from-hold'],
    [['self'], 'muted-press-star-two'],
  ] as const) {
    const r = room();
    if (reasons.length > 0) r.press('ann', '*2');
    hold(r, true, 'ann', olga);
    hold(r, false, 'ann', olga);
    t.match(r.effects, [
      { kind: 'hold-music', memberId: 'ann', on: false },
      { kind: 'admit', memberId: 'ann', muted: reasons.length > 0 },
    ]);
    t.same(r.heard('ann'), [says]);
    t.same(r.reasons('ann'), reasons);
  }
  t.end();
});

t.test('mutes of a held line wait until it returns', (t) => {
  const r = room();
  hold(r, true);
  r.do({ kind: 'set-muted', memberId: 'ann', muted: true, by: user });
  t.same(r.effectNames(), ['announce ann']);
  hold(r, false);
  t.match(r.effects, [{ kind: 'hold-music' }, { kind: 'admit', muted: true }]);
  t.end();
});

t.test('a line held while it waits stays with the music when the organizer arrives', (t) => {
  const r = new Room();
  r.join('ann');
  r.join('bob');
  hold(r, true);
  t.same(r.effectNames(), ['hold-music ann', 'announce ann']);
  r.join('olga', 'organizer');
  t.same(
    r.effectNames().filter((name) => !name.startsWith('announce')),
    ['hold-music bob', 'admit bob', 'admit olga', 'set-deadline'],
  );
  hold(r, false);
  t.same(r.heard('ann'), ['back-from-hold']);
  t.end();
});

t.test('a line that returns to the wait goes on waiting as its room says', (t) => {
  for (const holdMusic of [true, false]) {
    const r = new Room({ holdMusic });
    r.join('ann');
    hold(r, true);
    hold(r, false);
    const silenced = r.effects.some((effect) => effect.kind === 'hold-music' && !effect.on);
    t.equal(silenced, !holdMusic);
    t.same(r.heard('ann'), ['waiting-for-organizer']);
  }
  t.end();
});

t.test('who is given the floor returns from hold', (t) => {
  const r = room();
  r.press('olga', '*8');
  r.press('ann', '*9');
  hold(r, true);
  r.press('olga', '*4');
  t.same(r.effectNames(), ['hold-music ann', 'admit ann', 'announce-to-all', 'announce ann']);
  t.match(r.effects, [{ kind: 'hold-music' }, { kind: 'admit', muted: false }]);
  t.end();
});

t.test('the roll is called to who asks: a member, or for a user every organizer (K12)', (t) => {
  const r = new Room({ rollCall: true });
  r.join('olga', 'organizer', { name: { recordedName: 'olga.wav' } });
  r.join('oscar', 'organizer', { name: { recordedName: null } });
  r.join('ann', 'participant', { name: { recordedName: 'ann.wav' } });
  r.do({ kind: 'roll-call', by: olga });
  t.same(r.effectNames(), ['announce olga']);
  r.do({ kind: 'roll-call', by: user });
  t.same(r.effectNames(), ['announce olga', 'announce oscar']);
  const names = ['roll-call', 'olga.wav', 'ann.wav', '1 caller', 'without-a-name'];
  t.same(r.heard('oscar'), names);
  r.do({ kind: 'roll-call', by: { kind: 'member', memberId: 'ann' } });
  t.same(r.heard('ann'), ['command-not-available']);
  t.end();
});
