import t from 'tap';
import type { PromptName } from '../../ivr/prompt-names.js';
import { bridgesAtOnce } from '../support/bridge-process.js';
import { KeypadCalls } from './keypad-calls.js';

t.jobs = bridgesAtOnce;

for (const language of ['en', 'fr'] as const) {
  t.test(`the keypad of a conference, in ${language}`, { buffered: true }, async (t) => {
    const calls = await KeypadCalls.open(t, language, 'entryTones=false');
    const olga = await calls.enter('organizer');
    await olga.hears.waitFor('joining-as-organizer');
    const ann = await calls.enter('participant');
    await ann.hears.waitFor('in-the-conference');
    const bob = await calls.enter('participant');
    await bob.hears.waitFor('in-the-conference');
    const all = [olga, ann, bob];
    const allHear = (...prompts: readonly PromptName[]): Promise<unknown> =>
      Promise.all(all.map(({ hears }) => hears.waitForAll(...prompts)));

    await t.test(
      '*1 says what a participant can do, and *5 how many callers there are',
      async (t) => {
        await ann.phone.press('*1');
        await ann.hears.waitForAll('help-mute', 'help-count');
        await ann.phone.press('*5');
        await ann.hears.waitForAll('there-are', 'callers', 'in-the-conference');
        t.notOk(await olga.hears.everHeard('help-mute'));
        t.notOk(await bob.hears.everHeard('help-mute'));
      },
    );

    await t.test('*2 mutes the own line, and opens it', async () => {
      await ann.phone.press('*2');
      await ann.hears.waitFor('muted');
      await ann.phone.press('*2');
      await ann.hears.waitFor('unmuted');
    });

    await t.test('*6 locks and unlocks, all hear it, and a newcomer is refused', async (t) => {
      await ann.phone.press('*6');
      await ann.hears.waitFor('command-not-available');
      await olga.phone.press('*6');
      await allHear('now-locked');
      const carl = await calls.enter('participant');
      await carl.hears.waitFor('conference-locked');
      await carl.phone.waitFor('CALL_CLOSED');
      await olga.phone.press('*6');
      await allHear('now-unlocked');
      t.notOk(await bob.hears.everHeard('command-not-available'));
    });

    await t.test('*8, *9 and *4: a lecture, hands, and the floor', async (t) => {
      await olga.phone.press('*8');
      await allHear('lecture-open');
      await olga.phone.press('*8');
      await allHear('lecture-strict');
      await bob.phone.press('*2');
      await bob.hears.waitFor('lecture-no-unmute');
      await ann.phone.press('*9');
      await ann.hears.waitForAll('hand-raised', 'your-place-in-the-queue');
      await olga.phone.press('*9');
      await olga.hears.waitFor('hands-raised');
      await ann.phone.press('*4');
      await ann.hears.waitFor('your-place-in-the-queue');
      await olga.phone.press('*4');
      await allHear('next-speaker');
      await ann.hears.waitFor('you-have-the-floor');
      await olga.phone.press('*4');
      await olga.hears.waitFor('no-hands-raised');
      await ann.hears.waitFor('floor-taken');
      await olga.phone.press('*8');
      await allHear('lecture-off');
      for (const { hears } of [olga, bob]) {
        t.notOk(await hears.everHeard('you-have-the-floor'));
        t.notOk(await hears.everHeard('hand-raised'));
      }
    });

    await t.test('#1 and #2: tones, and going on without the organizer', async () => {
      await olga.phone.press('#1');
      await olga.hears.waitFor('tones-on');
      await olga.phone.press('#2');
      await olga.hears.waitFor('continues-on');
      olga.phone.hangUp();
      await olga.phone.waitFor('CALL_CLOSED');
      await ann.phone.press('*5');
      await ann.hears.waitForAll('there-are', 'callers', 'in-the-conference');
    });
  });
}
