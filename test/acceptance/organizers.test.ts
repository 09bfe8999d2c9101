import t from 'tap';
import { KeypadCalls } from './keypad-calls.js';

t.test(
  'two with the PIN are organizers both: a lock keeps neither out, and each may undo it',
  async (t) => {
    const calls = await KeypadCalls.open(t, 'en', 'entryTones=off', 'graceMinutes=1');
    const olga = await calls.enter('organizer');
    await olga.hears.waitFor('joining-as-organizer');
    const ann = await calls.enter('participant');
    await ann.hears.waitFor('in-the-conference');
    await olga.phone.press('*6');
    await ann.hears.waitFor('now-locked');

    const late = await calls.enter('participant');
    await late.hears.waitFor('conference-locked');
    await late.phone.waitFor('CALL_CLOSED');
    const oscar = await calls.enter('organizer');
    await oscar.hears.waitFor('joining-as-organizer');
    t.notOk(await oscar.hears.everHeard('conference-locked'));
    await calls.bridge.untilMetric('members', (members) => members === 3);

    olga.phone.hangUp();
    await calls.bridge.untilMetric('members', (members) => members === 2);
    await oscar.phone.press('*6');
    await ann.hears.waitFor('now-unlocked');
    t.notOk(await ann.hears.everHeard('conference-will-end-in'), 'an organizer is still there');
    oscar.phone.hangUp();
    await ann.hears.waitFor('conference-will-end-in');
    await calls.bridge.untilMetric('history_queued', (queued) => queued === 0);
    const roles = "select role from call_legs where role = 'organizer'";
    t.equal(calls.bridge.query(roles).length, 2);
  },
);
