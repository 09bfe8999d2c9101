import t, { type Test } from 'tap';
import { Phone } from '../support/baresip.js';
import { BridgeProcess } from '../support/bridge-process.js';
import { tonePresence } from '../support/listen.js';
import { PromptEar } from '../support/prompt-ear.js';

async function callers(t: Test, count: number): Promise<Phone[]> {
  const phones: Phone[] = [];
  for (let i = 0; i < count; i++) {
    const phone = await Phone.start({ codec: 'PCMU', toneHz: null, name: `caller${i}` });
    t.teardown(() => phone.stop());
    phones.push(phone);
  }
  return phones;
}

t.test('entry by phone', async (t) => {
  const bridge = await BridgeProcess.start();
  t.teardown(() => bridge.stop());

  await t.test('a participant waits for the organizer, who comes by star and PIN', async (t) => {
    const { room, pin } = await bridge.addOrganizer();
    const [participant, organizer] = (await callers(t, 2)) as [Phone, Phone];
    await participant.dial(bridge.uri('conference'));
    const participantHears = new PromptEar(participant, 'en');
    await participantHears.waitFor('enter-room-number');
    await participant.press(`${room}##`);
    await participantHears.waitFor('waiting-for-organizer');
    // The hold music has notes of F major, some of them at any time.
    const notesHz = [349.2, 440, 523.3, 587.3, 659.3, 698.5, 784];
    const notes = tonePresence(await participant.listen(3000), notesHz, -45);
    t.ok(notes.filter(({ share }) => share > 0.3).length >= 2, 'hold music is heard');

    await organizer.dial(bridge.uri(room));
    const organizerHears = new PromptEar(organizer, 'en');
    await organizer.press('*');
    await organizerHears.waitFor('enter-pin');
    await organizer.press(`${pin}#`);
    await organizerHears.waitFor('joining-as-organizer');
    await participantHears.waitFor('organizer-has-arrived');
  });

  await t.test('keys ahead of the prompts lead straight in', async (t) => {
    const { room, pin } = await bridge.addOrganizer();
    const [organizer] = (await callers(t, 1)) as [Phone];
    await organizer.dial(bridge.uri('conference'));
    await organizer.press(`${room}#*${pin}#`);
    const hears = new PromptEar(organizer, 'en');
    await hears.waitFor('joining-as-organizer');
    await hears.waitFor('you-are-the-first-caller');
  });

  t.equal(await bridge.stop(), 0);
});
