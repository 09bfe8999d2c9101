import t from 'tap';
import { tonePresence } from '../support/listen.js';
import { KeypadCalls, type Caller } from './keypad-calls.js';

const tones = [440, 1030, 620] as const;
const patienceMs = 20_000;

/** Which of the tones are heard the whole time, once prompts are over. */
async function hearsTones({ phone }: Caller, expected: readonly boolean[]): Promise<boolean[]> {
  for (let waitedMs = 0; ; waitedMs += 1000) {
    const presence = tonePresence(await phone.listen(1000), tones);
    const heard = presence.map(({ share }) => share > 0.9);
    const settled = presence.every(({ share }, i) => (expected[i] ? share > 0.9 : share < 0.1));
    if (settled || waitedMs > patienceMs) return heard;
  }
}

t.test('in a strict lecture only the organizer is heard, and who is given the floor', async (t) => {
  const calls = await KeypadCalls.open(t, 'en', 'entryTones=false');
  const olga = await calls.enter('organizer', tones[0]);
  const ann = await calls.enter('participant', tones[1]);
  const bob = await calls.enter('participant', tones[2]);
  t.same(await hearsTones(bob, [true, true, false]), [true, true, false], 'before');
  t.same(await hearsTones(ann, [true, false, true]), [true, false, true]);
  await olga.phone.press('*8*8');
  t.same(await hearsTones(bob, [true, false, false]), [true, false, false], 'a lecture');
  t.same(await hearsTones(olga, [false, false, false]), [false, false, false]);
  await ann.phone.press('*9');
  await olga.phone.press('*4');
  t.same(await hearsTones(bob, [true, true, false]), [true, true, false], 'ann has the floor');
  t.same(await hearsTones(olga, [false, true, false]), [false, true, false]);
  await bob.phone.press('*9');
  await olga.phone.press('*4');
  t.same(await hearsTones(ann, [true, false, true]), [true, false, true], 'bob has it now');
  t.same(await hearsTones(olga, [false, false, true]), [false, false, true]);
  await olga.phone.press('*8');
  t.same(await hearsTones(olga, [false, true, true]), [false, true, true], 'after');
});
