import t from 'tap';
import { Phone } from '../support/baresip.js';
import { BridgeProcess } from '../support/bridge-process.js';
import { PromptEar } from '../support/prompt-ear.js';

const accessNumber = '+3225550100';

t.test('a French access number speaks French', async (t) => {
  const bridge = await BridgeProcess.start();
  t.teardown(() => bridge.stop());
  const number = ['number', 'add', accessNumber, '--country', 'BE', '--kind', 'toll'];
  await bridge.command(...number, '--language', 'fr');
  const { room } = await bridge.addOrganizer('participantsMayStart=true');
  const caller = await Phone.start({ codec: 'PCMU', toneHz: null });
  t.teardown(() => caller.stop());
  await caller.dial(bridge.uri(accessNumber));
  const hears = new PromptEar(caller, 'fr');
  await hears.waitFor('enter-room-number');
  await caller.press('0#');
  await hears.waitFor('room-not-found');
  await caller.press(`${room}##`);
  await hears.waitFor('you-are-the-first-caller');
});
