import t from 'tap';
import { aboveSpeechDbfs, tonePresence } from '../support/listen.js';
import { KeypadCalls, sayName } from './keypad-calls.js';

for (const language of ['en', 'fr'] as const) {
  t.test(`codes at the door, in ${language}`, async (t) => {
    const options = ['securityCode=on', 'billingCode=asked', 'entryTones=off'];
    const calls = await KeypadCalls.open(t, language, ...options);
    const ann = await calls.enter('participant');
    await ann.hears.waitFor('waiting-for-organizer');
    const olga = await calls.enter('organizer');
    await olga.hears.waitFor('choose-security-code');
    await olga.phone.press('1357#');
    await olga.hears.waitForAll('security-code-set', 'enter-billing-code');
    await olga.phone.press('4242#');
    await olga.hears.waitFor('joining-as-organizer');
    await ann.hears.waitFor('enter-security-code');
    await ann.phone.press('1111#');
    await ann.hears.waitFor('wrong-security-code');
    await ann.phone.press('1357#');
    await ann.hears.waitFor('in-the-conference');
    t.match(calls.bridge.query('select billing_code from conferences'), [{ billing_code: '4242' }]);
    t.notMatch(calls.bridge.log, '1357', 'no code in the log');
  });
}

t.test('recorded names and the roll call', async (t) => {
  const calls = await KeypadCalls.open(t, 'en', 'rollCall=on', 'entryTones=off');
  const olga = await calls.enter('organizer', 1030);
  await sayName(olga);
  await olga.hears.waitFor('joining-as-organizer');
  const ann = await calls.enter('participant', 440);
  await sayName(ann);
  await ann.hears.waitFor('in-the-conference');
  const bob = await calls.enter('participant', 620);
  await sayName(bob);
  await bob.hears.waitFor('in-the-conference');
  // In a lecture the tones of the others are not heard but as names.
  await olga.phone.press('*8*8');
  await Promise.all([olga, ann, bob].map(({ hears }) => hears.waitFor('lecture-strict')));
  await olga.phone.press('#3');
  await olga.hears.waitFor('roll-call');
  const [heard, byAnn] = await Promise.all([olga.phone.listen(6_000), ann.phone.listen(6_000)]);
  const shares = tonePresence(heard, [1030, 440, 620]).map(({ share }) => share);
  t.ok(
    shares.every((share) => share > 0.1),
    `olga hears all three names: ${shares.join()}`,
  );
  t.ok(tonePresence(byAnn, [440], aboveSpeechDbfs)[0]!.share < 0.05, 'ann hears no name');
  t.notOk(await ann.hears.everHeard('roll-call'));
});
