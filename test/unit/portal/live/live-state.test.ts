import t from 'tap';
import { LiveRoom } from '../../../../bridge/application/live/live-room.js';
import type { LiveChange, LiveSnapshot } from '../../../../bridge/application/live/view.js';
import type { ConferenceCommand } from '../../../../bridge/conference/command.js';
import { emptyState, newsOf, stateOf, withChange } from '../../../../portal/live/live-state.js';
import { FakeClock } from '../../../support/fake-clock.js';
import { SeededRandom } from '../../../support/seeded-random.js';
import { Room } from '../../conference/room.js';
import { aMember, aRoom } from './members.js';

const seed = 20_261_123;
const by = { kind: 'user', userId: 'u1' } as const;

function randomCommand(random: SeededRandom): ConferenceCommand {
  const memberId = `m${random.below(12)}`;
  const flag = random.below(2) === 0;
  const role = random.below(4) === 0 ? 'organizer' : 'participant';
  const own = { kind: 'member', memberId } as const;
  const commands: readonly ConferenceCommand[] = [
    { kind: 'join', memberId, role, name: null, number: null, answers: {} },
    { kind: 'join', memberId, role, name: memberId, number: '+32', answers: {} },
    { kind: 'leave', memberId, reason: 'remote-bye' },
    { kind: 'set-muted', memberId, muted: flag, by },
    { kind: 'set-held', memberId, held: flag, by },
    { kind: 'set-all-muted', muted: flag, by },
    { kind: 'set-hand', memberId, raised: flag, by: own },
    { kind: 'set-lecture', mode: flag ? 'open' : 'strict', by },
    { kind: 'set-lecture', mode: 'off', by },
    { kind: 'next-speaker', by },
    { kind: 'rename', memberId, name: flag ? 'Ann' : null, by },
    { kind: 'promote', memberId, by },
    { kind: 'set-lock', locked: flag, by },
  ];
  return commands[random.below(commands.length)]!;
}

t.test(`changes make of a snapshot what a new snapshot shows, seed ${seed}`, (t) => {
  const random = new SeededRandom(seed);
  const room = new Room({ participantsMayStart: true });
  const clock = new FakeClock();
  const live = new LiveRoom('e', clock, () => room.state);
  let state = emptyState;
  live.watch(
    {
      write: ({ kind, data }) => {
        if (kind === 'snapshot') state = stateOf(JSON.parse(data) as LiveSnapshot);
        if (kind === 'change') state = withChange(state, JSON.parse(data) as LiveChange)!;
        return true;
      },
    },
    null,
  );
  for (let n = 0; n < 2_000; n++) {
    for (let batch = random.below(4); batch >= 0; batch--) room.do(randomCommand(random));
    if (room.state.phase.kind === 'ended') room.state = new Room().state;
    live.changed();
    clock.advance(20);
    const whole = stateOf(live.snapshot());
    if (JSON.stringify([...state.members]) !== JSON.stringify([...whole.members])) break;
    if (JSON.stringify(state) !== JSON.stringify(whole)) break;
  }
  t.same(state, stateOf(live.snapshot()));
  t.ok(state.seq > 200);
  t.end();
});

t.test('a change that is known is left out, and a gap is found', (t) => {
  const state = aRoom({ seq: 5 });
  t.equal(withChange(state, { seq: 5, atMs: 0, conference: null }), state);
  t.equal(withChange(state, { seq: 7, atMs: 0, conference: null }), null);
  t.equal(withChange(state, { seq: 6, atMs: 0, lines: [{ n: 99, name: 'gone' }] })?.seq, 6);
  t.end();
});

t.test('the news of a change: who came, who went, whose hand is up, that it is over', (t) => {
  const [ann, bob] = [aMember({ n: 1, id: 'ann' }), aMember({ n: 2, id: 'bob' })];
  const before = aRoom({ lines: [ann], hands: [{ id: 'ann', sinceMs: 1 }] });
  const hands = [
    { id: 'ann', sinceMs: 1 },
    { id: 'bob', sinceMs: 2 },
  ];
  const after = aRoom({ lines: [ann, bob], hands });
  t.same(newsOf(before, after), { joined: [bob], left: [], handsRaised: [bob], ended: false });
  const over = aRoom({ conference: null });
  t.same(newsOf(after, over), { joined: [], left: [ann, bob], handsRaised: [], ended: true });
  t.end();
});
