import t from 'tap';
import { Phone } from '../support/baresip.js';
import { BridgeProcess } from '../support/bridge-process.js';
import { toneDbfs, tonePresence, windows, type Sound } from '../support/listen.js';

/** Not related as harmonics, and far from the tones of keys. */
const tones = [440, 1030, 1900] as const;
const keypadHz = [697, 770, 852, 941, 1209, 1336, 1477, 1633];
const codecs = ['PCMU', 'G722', 'opus'] as const;
const patienceMs = 20_000;

/** Which of the three tones are heard: the whole time, or never; else undecided. */
function heardIn(sound: Sound): (boolean | 'now and then')[] {
  return tonePresence(sound, tones).map(({ share }) =>
    share > 0.95 ? true : share < 0.05 ? false : 'now and then',
  );
}

/** Prompts are speech, which has all frequencies: listens until they are over, or too long. */
async function listenUntil(phone: Phone, expected: readonly boolean[]): Promise<Sound> {
  for (let waitedMs = 0; ; waitedMs += 1500) {
    const sound = await phone.listen(1500);
    const settled = heardIn(sound).every((tone, i) => tone === expected[i]);
    if (settled || waitedMs > patienceMs) return sound;
  }
}

t.test('three callers over three codecs', async (t) => {
  const bridge = await BridgeProcess.start();
  t.teardown(() => bridge.stop());
  const { room, pin } = await bridge.addOrganizer('entryTones=false');
  const phones: Phone[] = [];
  for (const [i, codec] of codecs.entries()) {
    const phone = await Phone.start({ codec, toneHz: tones[i]!, name: `caller${i}` });
    t.teardown(() => phone.stop());
    await phone.dial(bridge.uri(room));
    await phone.press(i === 0 ? `*${pin}#` : '#');
    // Whoever came before the organizer would wait, and be told later that it begins.
    await bridge.untilMetric('members', (members) => members > i);
    phones.push(phone);
  }
  const [first, second, third] = phones as [Phone, Phone, Phone];

  await t.test('each hears exactly the other two', async (t) => {
    const heard = await Promise.all(
      phones.map((phone, i) =>
        listenUntil(
          phone,
          tones.map((_, j) => j !== i),
        ),
      ),
    );
    t.same(heard.map(heardIn), [
      [false, true, true],
      [true, false, true],
      [true, true, false],
    ]);
  });

  await t.test('a muted caller is not heard, and the keys that muted are not', async (t) => {
    const before = second.heard().samples.length;
    await first.press('*2');
    const sound = await listenUntil(second, [false, false, true]);
    t.same(heardIn(sound), [false, false, true]);
    t.same(heardIn(await listenUntil(third, [false, true, false])), [false, true, false]);
    t.same(heardIn(await listenUntil(first, [false, true, true])), [false, true, true]);
    const { samples, ...format } = second.heard();
    const meanwhile: Sound = { ...format, samples: samples.slice(before) };
    for (const hz of keypadHz) {
      const loudest = Math.max(
        ...windows(meanwhile, 50).map((part) => toneDbfs(part, meanwhile.sampleRate, hz)),
      );
      t.ok(loudest < -40, `${hz} Hz is at most ${loudest.toFixed(1)} dBFS`);
    }
  });

  await t.test('an unmuted caller is heard again', async (t) => {
    await first.press('*2');
    t.same(heardIn(await listenUntil(second, [true, false, true])), [true, false, true]);
  });

  await t.test('a caller who hangs up is no longer heard', async (t) => {
    third.hangUp();
    t.same(heardIn(await listenUntil(second, [true, false, false])), [true, false, false]);
  });

  t.equal(await bridge.stop(), 0, 'and the bridge drains and exits in order');
});
