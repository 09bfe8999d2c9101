import t from 'tap';
import type { LiveSnapshot } from '../../../../bridge/application/live/view.js';
import { expectMs } from '../../../../portal/live/expectations.js';
import { LiveModel } from '../../../../portal/live/live-model.js';
import { aMember, aRoom } from './members.js';

function setup() {
  const told: string[] = [];
  const time = { ms: 5_000 };
  const model = new LiveModel('en', () => time.ms, {
    changed: () => told.push('changed'),
    levels: () => told.push('levels'),
    news: ({ joined }) => told.push(`news of ${joined.length}`),
    gap: () => told.push('gap'),
  });
  return { model, told, time };
}

function snapshot(seq: number, ...members: readonly ReturnType<typeof aMember>[]): LiveSnapshot {
  const { conference } = aRoom();
  return { seq, atMs: 1_000_000, conference, hands: [], lines: members };
}

t.test('the first snapshot is no news, a later one is', (t) => {
  const { model, told } = setup();
  t.ok(model.blank);
  model.snapshot(snapshot(1, aMember()));
  t.same(told, ['changed']);
  model.snapshot(snapshot(9, aMember(), aMember({ n: 2, id: 'bob' })));
  t.same(told, ['changed', 'changed', 'news of 1']);
  t.end();
});

t.test("the server's time goes on by the page's own clock", (t) => {
  const { model, time } = setup();
  model.snapshot(snapshot(1));
  time.ms += 250;
  t.equal(model.nowMs(), 1_000_250);
  t.end();
});

t.test('a gap is told, and changes nothing', (t) => {
  const { model, told } = setup();
  model.snapshot(snapshot(1, aMember()));
  model.change({ seq: 3, atMs: 0, left: [1] });
  t.equal(told.at(-1), 'gap');
  t.equal(model.state.members.size, 1);
  t.end();
});

t.test('what is asked for shows at once, and goes again when it is refused or forgotten', (t) => {
  const { model, time } = setup();
  model.snapshot(snapshot(1, aMember()));
  const mute = { kind: 'mute', line: 'ann', on: true } as const;
  model.expect('a', mute);
  t.same(model.member('ann')?.mutes, ['organizer']);
  model.refused('a');
  t.same(model.member('ann')?.mutes, []);
  model.expect('b', mute);
  time.ms += expectMs;
  model.tick();
  t.same(model.member('ann')?.mutes, []);
  model.expect('c', mute);
  model.change({ seq: 2, atMs: 0, lines: [{ n: 1, mutes: ['organizer'] }] });
  model.change({ seq: 3, atMs: 0, lines: [{ n: 1, mutes: [] }] });
  t.same(model.member('ann')?.mutes, [], 'another organizer has the last word');
  t.end();
});

t.test('levels are those of the last message, and nobody talks when no more come', (t) => {
  const { model, told, time } = setup();
  model.snapshot(snapshot(1, aMember()));
  model.levels([1, 7, 4, 2]);
  t.same([model.level(1), model.level(2), model.level(4)], [7, 0, 2]);
  time.ms += 500;
  model.tick();
  t.equal(model.level(1), 7);
  time.ms += 500;
  model.tick();
  t.equal(model.level(1), 0);
  t.same([...model.talkers()], []);
  t.equal(told.filter((what) => what === 'levels').length, 2);
  t.end();
});
