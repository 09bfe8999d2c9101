import t from 'tap';
import { troubleDbov, type LineNoise } from '../../../bridge/conference/line-noise.js';
import type { Actor } from '../../../bridge/conference/words.js';
import { Room } from './room.js';

const user: Actor = { kind: 'user', userId: 'u1' };
const olga: Actor = { kind: 'member', memberId: 'olga' };

const noise = (
  memberId: string,
  noiseDbov: number | null,
  echo: number | null = null,
): LineNoise => ({
  memberId,
  noiseDbov,
  echo,
});

function meeting(): Room {
  const room = new Room();
  room.join('olga', 'organizer');
  for (const id of ['ann', 'bob', 'carl']) room.join(id);
  return room;
}

const lines = [noise('olga', -64), noise('ann', -43), noise('bob', -38), noise('carl', -60)];

function muteNoisiest(room: Room, by: Actor = user, measured = lines): void {
  room.do({ kind: 'mute-noisiest', lines: measured, by });
}

t.test('how much a line troubles the others', (t) => {
  const table: readonly (readonly [number | null, number | null, number | null])[] = [
    [null, null, null],
    [-66, 0, null],
    [-56, 0.69, null],
    [-50, 0, -50],
    [-50, 0.9, -27],
    [-20, 1, -20],
    [-66, 0.7, -31],
  ];
  for (const [noiseDbov, echo, expected] of table) {
    const trouble = troubleDbov(noise('ann', noiseDbov, echo));
    t.equal(trouble === null ? null : Math.round(trouble), expected, `${noiseDbov} ${echo}`);
  }
  t.end();
});

t.test('the noisiest line is muted, then the next, then none', (t) => {
  const room = meeting();
  muteNoisiest(room);
  t.same(room.eventNames(), ['mute-changed bob', 'noisiest-muted bob']);
  t.same(room.effectNames(), ['set-muted bob', 'announce bob']);
  t.same(room.heard('bob'), ['muted-by-organizer']);
  t.same(room.reasons('bob'), ['organizer']);
  muteNoisiest(room);
  t.same(room.eventNames(), ['mute-changed ann', 'noisiest-muted ann']);
  muteNoisiest(room);
  t.same(room.eventNames(), ['noisiest-muted null']);
  t.end();
});

t.test('undo opens the lines again, the last one first', (t) => {
  const room = meeting();
  muteNoisiest(room);
  muteNoisiest(room);
  const undo = () => room.do({ kind: 'undo-mute-noisiest', by: user });
  undo();
  t.same(room.eventNames(), ['mute-changed ann']);
  t.same(room.heard('ann'), ['unmuted-by-organizer']);
  undo();
  t.same(room.reasons('bob'), []);
  undo();
  t.same(room.eventNames(), []);
  t.end();
});

t.test('undo restores what the caller has chosen meanwhile, and a lecture', (t) => {
  const room = meeting();
  muteNoisiest(room);
  room.do({ kind: 'set-lecture', mode: 'strict', by: user });
  room.do({ kind: 'undo-mute-noisiest', by: user });
  t.same(room.reasons('bob'), ['lecture']);
  t.same(room.effectNames(), ['announce bob'], 'it stays silent');
  t.end();
});

t.test('undo leaves alone what somebody has settled since', (t) => {
  const settled: Readonly<Record<string, (room: Room) => void>> = {
    'muted by an organizer': (room) => {
      room.do({ kind: 'set-muted', memberId: 'bob', muted: true, by: olga });
    },
    'opened and muted again': (room) => {
      room.do({ kind: 'set-muted', memberId: 'bob', muted: false, by: olga });
      room.do({ kind: 'set-muted', memberId: 'bob', muted: true, by: olga });
    },
    'muted with all': (room) => room.do({ kind: 'set-all-muted', muted: true, by: olga }),
  };
  for (const [name, settle] of Object.entries(settled)) {
    const room = meeting();
    muteNoisiest(room);
    settle(room);
    room.do({ kind: 'undo-mute-noisiest', by: user });
    t.same(room.reasons('bob'), ['organizer'], name);
  }
  const gone = meeting();
  muteNoisiest(gone);
  gone.leave('bob');
  t.same(gone.state.noiseMutes, []);
  t.end();
});

t.test('who is silent already, held, or asks by telephone is passed over', (t) => {
  const room = meeting();
  room.press('bob', '*2');
  muteNoisiest(room);
  t.same(room.eventNames().at(-1), 'noisiest-muted ann');
  const held = meeting();
  held.do({ kind: 'set-held', memberId: 'bob', held: true, by: user });
  muteNoisiest(held);
  t.same(held.eventNames().at(-1), 'noisiest-muted ann');
  const own = meeting();
  muteNoisiest(own, olga, [noise('olga', -30), noise('ann', -50)]);
  t.same(own.eventNames().at(-1), 'noisiest-muted ann');
  t.end();
});

t.test('an organizer that was muted for its noise may open its own line, which settles it', (t) => {
  const room = meeting();
  muteNoisiest(room, user, [noise('olga', -30)]);
  t.same(room.reasons('olga'), ['organizer']);
  room.press('olga', '*2');
  t.same(room.reasons('olga'), []);
  t.same(room.state.noiseMutes, []);
  t.end();
});

t.test('a disturbance is told of a line that is heard, and of no other', (t) => {
  const room = meeting();
  const disturbs = (memberId: string) =>
    room.do({ kind: 'line-disturbs', cause: 'noise', ...noise(memberId, -40) });
  disturbs('ann');
  t.match(room.events, [
    { kind: 'line-disturbs', memberId: 'ann', cause: 'noise', noiseDbov: -40, echo: null },
  ]);
  room.press('ann', '*2');
  disturbs('ann');
  t.same(room.events, []);
  t.end();
});
