import t from 'tap';
import type { FakeLeg } from '../../../support/fake-leg.js';
import { Bridge } from '../fake-bridge.js';

/** An organizer and two participants who have heard their welcome. */
async function conference(): Promise<{ bridge: Bridge; legs: readonly FakeLeg[] }> {
  const bridge = new Bridge();
  const legs = [
    await bridge.dial('700100', '*2468#', '+3225550101'),
    await bridge.dial('700100', '#', '+3225550102'),
    await bridge.dial('700100', '#', '+3225550103'),
  ];
  for (const index of [0, 1, 2]) await bridge.hearOut(index);
  for (const index of [0, 1, 2]) bridge.news(index);
  return { bridge, legs };
}

t.test('star one is heard by the presser alone, until the next key (K1)', async (t) => {
  const { bridge, legs } = await conference();
  legs[1]!.press('*1');
  await bridge.clock.settle();
  t.same(bridge.news(1), ['en/help-mute', 'en/help-count']);
  t.same(bridge.news(0), []);
  t.same(bridge.news(2), []);
  const help = bridge.endpoint(1).playbacks.at(-1)!;
  legs[1]!.press('*');
  t.equal(await help.ended, 'stopped');
});

t.test('a lock is heard by all in the mix, a refusal by the presser alone', async (t) => {
  const { bridge, legs } = await conference();
  const toAll = () => bridge.media.conferences[0]!.playbacks.flatMap(({ names }) => names);
  const before = toAll().length;
  legs[1]!.press('*6');
  await bridge.clock.settle();
  t.same(bridge.news(1), ['en/command-not-available']);
  t.equal(toAll().length, before);
  legs[0]!.press('*6');
  await bridge.clock.settle();
  t.same(toAll().slice(before), ['en/now-locked']);
});

t.test('what all are told and what one is told do not run over one another', async (t) => {
  const { bridge, legs } = await conference();
  const media = bridge.media.conferences[0]!;
  legs[0]!.press('*8*8');
  legs[1]!.press('*9');
  await bridge.clock.settle();
  t.same(bridge.news(1), [], 'the lecture is announced to all');
  media.playbacks.at(-1)!.finish();
  await bridge.clock.settle();
  media.playbacks.at(-1)!.finish();
  await bridge.clock.settle();
  t.same(bridge.news(1), ['en/hand-raised', 'en/your-place-in-the-queue', 'en/number-1']);
});

t.test('a lecture mutes the participants in the mix, and the floor opens one line', async (t) => {
  const { bridge, legs } = await conference();
  const muted = () => [...bridge.media.conferences[0]!.members.values()];
  legs[0]!.press('*8*8');
  await bridge.clock.settle();
  t.same(muted(), [false, true, true]);
  legs[2]!.press('*9');
  legs[0]!.press('*4');
  await bridge.clock.settle();
  t.same(muted(), [false, true, false]);
  legs[0]!.press('*8');
  await bridge.clock.settle();
  t.same(muted(), [false, false, false]);
});

t.test('who is being told something alone hears what all are told afterwards', async (t) => {
  const { bridge, legs } = await conference();
  const media = bridge.media.conferences[0]!;
  legs[1]!.press('*1');
  await bridge.clock.settle();
  bridge.news(1);
  legs[0]!.press('*6');
  await bridge.clock.settle();
  t.same(media.playbacks.at(-1)!.names, ['en/now-locked']);
  t.equal(media.deaf.size, 1, 'one line does not hear it now');
  t.same(bridge.news(1), []);
  bridge.endpoint(1).playbacks.at(-1)!.finish();
  await bridge.clock.settle();
  t.same(bridge.news(1), [], 'nor before the others have heard it');
  media.playbacks.at(-1)!.finish();
  await bridge.clock.settle();
  t.equal(media.deaf.size, 0);
  t.same(bridge.news(1), ['en/now-locked']);
  for (const index of [0, 2]) t.same(bridge.news(index), []);
});

t.test(
  'who is given the floor while being told something hears whose turn it is first',
  async (t) => {
    const { bridge, legs } = await conference();
    const media = bridge.media.conferences[0]!;
    legs[0]!.press('*8');
    await bridge.clock.settle();
    media.playbacks.at(-1)!.finish();
    legs[1]!.press('*9');
    await bridge.clock.settle();
    t.same(bridge.news(1), ['en/hand-raised', 'en/your-place-in-the-queue', 'en/number-1']);
    legs[0]!.press('*4');
    await bridge.clock.settle();
    media.playbacks.at(-1)!.finish();
    await bridge.hearOut(1);
    t.same(bridge.news(1), ['en/next-speaker', 'en/you-have-the-floor']);
  },
);

t.test('a tone is not repeated for one who was being told something', async (t) => {
  const { bridge, legs } = await conference();
  const media = bridge.media.conferences[0]!;
  legs[1]!.press('*1');
  await bridge.clock.settle();
  bridge.news(1);
  await bridge.dial('700100', '#', '+3225550104');
  t.same(media.playbacks.at(-1)!.names, ['en/entry-tone']);
  t.equal(media.deaf.size, 1);
  await bridge.hearOut(1);
  t.equal(media.deaf.size, 0);
  t.same(bridge.news(1), []);
});
