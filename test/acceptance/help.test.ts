import t, { type Test } from 'tap';
import type { ConferencePrompt } from '../../bridge/conference/phrase.js';
import { KeypadCalls, type Caller } from './keypad-calls.js';

/** Hears the first of the prompts in their order, and nothing of the others. */
async function hearsHelp(
  t: Test,
  { phone, hears }: Caller,
  said: readonly ConferencePrompt[],
  unsaid: readonly ConferencePrompt[],
): Promise<void> {
  await phone.press('*1');
  await hears.waitForAll(...said);
  for (const prompt of unsaid) t.notOk(await hears.everHeard(prompt), prompt);
}

t.test('*1 tells an organizer what works now, in French', async (t) => {
  const calls = await KeypadCalls.open(t, 'fr', 'entryTones=off', 'recordingAllowed=off');
  const olga = await calls.enter('organizer');
  await olga.hears.waitFor('joining-as-organizer');
  await hearsHelp(
    t,
    olga,
    ['help-mute', 'help-count', 'help-lock', 'help-lecture', 'help-tones', 'help-continue'],
    ['help-next-speaker', 'help-dial-out'],
  );
});

t.test('*1 tells a participant what works in a strict lecture, in English', async (t) => {
  const calls = await KeypadCalls.open(t, 'en', 'entryTones=off');
  const olga = await calls.enter('organizer');
  await olga.hears.waitFor('joining-as-organizer');
  const ann = await calls.enter('participant');
  await ann.hears.waitFor('in-the-conference');
  await olga.phone.press('*8*8');
  await ann.hears.waitFor('lecture-strict');
  await ann.phone.press('*9');
  await ann.hears.waitFor('your-place-in-the-queue');
  await hearsHelp(
    t,
    ann,
    ['help-own-place', 'help-count', 'help-lower-hand'],
    ['help-mute', 'help-raise-hand'],
  );
  t.notOk(await olga.hears.everHeard('help-count'), 'and nobody else hears it');
});
