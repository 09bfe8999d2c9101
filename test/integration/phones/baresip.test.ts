import t from 'tap';
import { Phone } from '../../support/baresip.js';
import { tonePresence } from '../../support/listen.js';

for (const codec of ['PCMU', 'G722', 'opus'] as const) {
  t.test(`two phones hear one another over ${codec}`, async (t) => {
    const caller = await Phone.start({ codec, toneHz: 440, name: 'caller' });
    t.teardown(() => caller.stop());
    const callee = await Phone.start({ codec, toneHz: 1000, name: 'callee' });
    t.teardown(() => callee.stop());
    await caller.dial(callee.uri);
    await callee.waitFor('CALL_ESTABLISHED');
    const [low, high] = await Promise.all([callee.listen(1500), caller.listen(1500)]);
    t.match(
      tonePresence(low, [440, 1000]).map(({ share }) => share > 0.9),
      [true, false],
    );
    t.match(
      tonePresence(high, [440, 1000]).map(({ share }) => share > 0.9),
      [false, true],
    );
    await caller.press('1#');
    t.equal((await callee.waitFor('CALL_DTMF_START')).param, '1');
    t.equal((await callee.waitFor('CALL_DTMF_START')).param, '#');
    callee.hangUp();
    await caller.waitFor('CALL_CLOSED');
  });
}

t.test('a phone says why its call was not answered', async (t) => {
  const phones: Phone[] = [];
  for (const name of ['first', 'second', 'third']) {
    const phone = await Phone.start({ codec: 'PCMU', toneHz: null, name });
    t.teardown(() => phone.stop());
    phones.push(phone);
  }
  const [first, second, third] = phones;
  await first!.dial(second!.uri);
  await t.rejects(third!.dial(second!.uri), /not answered: 486/);
});
