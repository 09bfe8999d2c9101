import t from 'tap';
import { tonePresence } from '../support/listen.js';
import { KeypadCalls, sayName, staysNameless } from './keypad-calls.js';

t.test('arrivals and departures are announced apart, by name where the room asks', async (t) => {
  const options = ['rollCall=on', 'namesInsteadOfTones=on'];
  const calls = await KeypadCalls.open(t, 'fr', ...options, 'announceDepartures=off');
  const olga = await calls.enter('organizer');
  await staysNameless(olga);
  await olga.hears.waitFor('joining-as-organizer');
  const ann = await calls.enter('participant', 440);
  await sayName(ann);
  // Not every engine turns a voice down under a prompt.
  ann.phone.toggleMicrophone();
  await olga.hears.waitFor('has-joined');
  t.ok(tonePresence(olga.phone.heard(), [440])[0]!.share > 0.02, 'after the name itself');
  ann.phone.hangUp();
  await calls.bridge.untilMetric('members', (count) => count === 1);
  await olga.phone.press('*5');
  await olga.hears.waitFor('you-are-the-only-caller');
  t.notOk(await olga.hears.everHeard('has-left'));
  olga.phone.hangUp();
  await calls.bridge.untilMetric('conferences', (count) => count === 0);

  await calls.set('rollCall=off', 'announceArrivals=off', 'announceDepartures=on');
  const oscar = await calls.enter('organizer');
  await oscar.hears.waitFor('joining-as-organizer');
  const bob = await calls.enter('participant');
  await bob.hears.waitFor('in-the-conference');
  const start = oscar.phone.heard().samples.length;
  bob.phone.hangUp();
  await calls.bridge.untilMetric('members', (count) => count === 1);
  await oscar.phone.listen(1_500);
  const { samples } = oscar.phone.heard();
  const loudest = samples.slice(start).reduce((max, one) => Math.max(max, Math.abs(one)), 0);
  t.ok(loudest > 0.02, 'a departure is heard');
});

t.test('a full conference keeps a place for its organizer', async (t) => {
  const calls = await KeypadCalls.open(t, 'en', 'capacity=2', 'participantsMayStart=on');
  const ann = await calls.enter('participant');
  await ann.hears.waitFor('you-are-the-first-caller');
  const bob = await calls.enter('participant');
  await bob.hears.waitForAll('conference-full', 'goodbye');
  await bob.phone.waitFor('CALL_CLOSED');
  const olga = await calls.enter('organizer');
  await olga.hears.waitFor('joining-as-organizer');
  t.equal(await calls.bridge.metric('members'), 2);
});
