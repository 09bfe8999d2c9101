import t from 'tap';
import { Phone } from '../support/baresip.js';
import { BridgeProcess } from '../support/bridge-process.js';
import { PromptEar } from '../support/prompt-ear.js';

t.test('three wrong PINs end the call politely', async (t) => {
  const bridge = await BridgeProcess.start();
  t.teardown(() => bridge.stop());
  const { room } = await bridge.addOrganizer();
  const guesser = await Phone.start({ codec: 'PCMU', toneHz: null });
  t.teardown(() => guesser.stop());
  await guesser.dial(bridge.uri(room));
  const hears = new PromptEar(guesser, 'en');
  await guesser.press('*00000#');
  await hears.waitFor('wrong-pin');
  await guesser.press('11111#');
  await hears.waitFor('wrong-pin');
  await guesser.press('22222#');
  await hears.waitFor('too-many-attempts');
  await hears.waitFor('goodbye');
  await guesser.waitFor('CALL_CLOSED');
  t.notMatch(bridge.log, /00000|11111|22222/, 'and no PIN is logged');
});
