import t, { type Test } from 'tap';
import type { Language } from '../../bridge/conference/languages.js';
import { Phone } from '../support/baresip.js';
import { aboveSpeechDbfs, tonePresence } from '../support/listen.js';
import { PromptEar } from '../support/prompt-ear.js';
import { KeypadCalls, type Caller } from './keypad-calls.js';

const guestNumber = '+3225550199';
const [olgaHz, guestHz] = [1030, 620] as const;

/** An organizer in a conference, and a phone that can be called from it. */
async function organizerAndGuest(
  t: Test,
  language: Language,
): Promise<{ calls: KeypadCalls; olga: Caller; guest: Caller }> {
  const phone = await Phone.start({ codec: 'PCMU', toneHz: guestHz, name: guestNumber });
  t.teardown(() => phone.stop());
  const gateway = `sip:${phone.uri.slice(phone.uri.indexOf('@') + 1)}`;
  const config = `dialOut: { gateway: '${gateway}', countryCode: '32', invitations: 1 }`;
  const calls = await KeypadCalls.openWith(t, language, config, 'dialOut=on', 'entryTones=off');
  await calls.bridge.command('policy', 'set', 'dialOutPrefixes=+32:national');
  const olga = await calls.enter('organizer', olgaHz);
  await olga.hears.waitFor('joining-as-organizer');
  await olga.phone.press('*3');
  if (language === 'en') await olga.hears.waitFor('enter-phone-number');
  await olga.phone.press('025550199#');
  await phone.waitFor('CALL_ESTABLISHED');
  return { calls, olga, guest: { phone, hears: new PromptEar(phone, language) } };
}

/** The tone alone is heard, once prompts are over. */
async function hearsTone({ phone }: Caller, hz: number): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < 15_000; waitedMs += 1000) {
    const [presence] = tonePresence(await phone.listen(1000), [hz]);
    if (presence!.share > 0.9) return true;
  }
  return false;
}

t.test('*3: a guest is rung, hears the invitation, presses 1, and both talk', async (t) => {
  const { calls, olga, guest } = await organizerAndGuest(t, 'en');
  await guest.hears.waitForAll('you-are-invited-to-room', 'press-one-to-join');
  t.notOk(
    tonePresence(guest.phone.heard(), [olgaHz], aboveSpeechDbfs)[0]!.share > 0.05,
    'the conference is not heard before',
  );
  await guest.phone.press('1');
  await guest.hears.waitFor('please-wait');
  await olga.hears.waitFor('guest-has-accepted');
  await olga.phone.press('1');
  t.ok(await hearsTone(guest, olgaHz), 'the guest hears the organizer');
  t.ok(await hearsTone(olga, guestHz), 'the organizer hears the guest');
  guest.phone.hangUp();
  await guest.phone.waitFor('CALL_CLOSED');
  olga.phone.hangUp();
  await calls.bridge.untilMetric('calls', (count) => count === 0);
  // So that all of the history is on disk.
  t.equal(await calls.bridge.beginStop(), 0);
  t.match(
    calls.bridge.query(
      "select dialled_number, role, price_class, end_reason from call_legs where direction = 'outbound'",
    ),
    [
      {
        dialled_number: guestNumber,
        role: 'participant',
        price_class: 'national',
        end_reason: 'remote-bye',
      },
    ],
  );
});

t.test('*3: who never presses 1 never joins', async (t) => {
  const { calls, olga, guest } = await organizerAndGuest(t, 'fr');
  await guest.hears.waitForAll('you-are-invited-to-room', 'press-one-to-join', 'goodbye');
  await guest.phone.waitFor('CALL_CLOSED');
  await olga.hears.waitFor('dial-out-not-accepted');
  const [presence] = tonePresence(await olga.phone.listen(1000), [guestHz], aboveSpeechDbfs);
  t.ok(presence!.share < 0.1, 'nor is heard');
  t.equal(await calls.bridge.metric('members'), 1);
});
