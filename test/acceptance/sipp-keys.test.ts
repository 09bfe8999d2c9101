import t from 'tap';
import { Phone } from '../support/baresip.js';
import { BridgeProcess } from '../support/bridge-process.js';
import { PromptEar } from '../support/prompt-ear.js';
import { runSipp } from '../support/sipp.js';

t.test("SIPp's captures of RFC 2833 digits key a room number, each digit once", async (t) => {
  const bridge = await BridgeProcess.start();
  t.teardown(() => bridge.stop());
  const [room, pin] = ['2468', '13579'];
  const organizer = ['organizer', 'add', '--name', 'Olga', '--email', 'olga@example.com'];
  await bridge.command(...organizer, '--room', room, '--pin', pin);
  const olga = await Phone.start({ codec: 'PCMU', toneHz: null });
  t.teardown(() => olga.stop());
  await olga.dial(bridge.uri(room));
  await olga.press(`*${pin}#`);
  const hears = new PromptEar(olga, 'en');
  await hears.waitFor('you-are-the-first-caller');
  const sipp = runSipp({
    scenario: 'uac-dtmf-captures',
    remotePort: bridge.sipPort,
    service: 'conference',
  });
  await bridge.untilMetric('members', (count) => count === 2);
  await olga.press('*5');
  await hears.waitForAll('there-are', 'callers', 'in-the-conference');
  t.match(await sipp, { exitCode: 0, successful: 1, failed: 0 });
});
