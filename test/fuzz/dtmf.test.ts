// Presses whose packets are lost, doubled and reordered: as long as one packet of a press comes,
// it is one key, and never two.
import t from 'tap';
import { TelephoneEventReceiver } from '../../bridge/rtp/telephone-event.js';
import { livingBytes } from '../support/heap.js';
import { pick } from '../support/mutate.js';
import { SeededRandom } from '../support/seeded-random.js';
import { writeTelephoneEvent } from '../support/telephone-event.js';

const seed = 20_261_126;
const inputs = 100_000;
const keys = Array.from('0123456789*#ABCD');

interface Sent {
  readonly payload: Uint8Array;
  readonly marker: boolean;
}

function press(random: SeededRandom, key: string, durationMs: number): Sent[] {
  const packets: Sent[] = [];
  const add = (end: boolean, ms: number, marker: boolean): void => {
    const payload = new Uint8Array(4);
    writeTelephoneEvent(payload, 0, key, end, ms * 8);
    packets.push({ payload, marker });
  };
  for (let ms = 20; ms < durationMs; ms += 20) add(false, ms, ms === 20);
  for (let i = 0; i < 3; i++) add(true, durationMs, false);
  const lossPercent = pick(random, [0, 10, 50, 90]);
  const kept = packets.filter(() => random.below(100) >= lossPercent);
  if (kept.length === 0) kept.push(pick(random, packets));
  for (const packet of kept.slice()) if (random.below(5) === 0) kept.push(packet);
  for (let swaps = random.below(3); swaps > 0; swaps--) {
    const at = random.below(kept.length);
    kept.push(...kept.splice(at, 1));
  }
  return kept;
}

t.test(`one press is one key, seed ${seed}`, (t) => {
  const random = new SeededRandom(seed);
  const receiver = new TelephoneEventReceiver(8000);
  const expected: string[] = [];
  const got: string[] = [];
  let timestamp = random.below(2 ** 32);
  let nowMs = 0;
  const take = (press: { readonly key: string } | null): void => {
    if (press !== null) got.push(press.key);
  };
  let packets = 0;
  while (packets < inputs) {
    const key = pick(random, keys);
    const durationMs = 40 + 20 * random.below(10);
    expected.push(key);
    for (const { payload, marker } of press(random, key, durationMs)) {
      packets++;
      nowMs += 20;
      take(receiver.receive(timestamp, payload, marker, nowMs));
      take(receiver.tick(nowMs));
    }
    // The pause between two keys; sometimes shorter than the wait for a lost end.
    const pauseMs = pick(random, [60, 100, 500]);
    nowMs += pauseMs;
    timestamp = (timestamp + (durationMs + pauseMs) * 8) >>> 0;
    if (pauseMs > 60) take(receiver.tick(nowMs));
  }
  take(receiver.tick(nowMs + 1000));
  t.equal(got.length, expected.length);
  t.ok(got.join('') === expected.join(''), 'the same keys in the same order');
  t.end();
});

t.test(`garbage in the payloads of events, seed ${seed}`, (t) => {
  const random = new SeededRandom(seed);
  const receiver = new TelephoneEventReceiver(8000);
  const wrong: unknown[] = [];
  let bytesBefore = 0;
  for (let n = 0; n < inputs; n++) {
    if (n === inputs / 4) bytesBefore = livingBytes();
    const timestamp = random.below(4) === 0 ? random.below(2 ** 32) : random.below(64) * 1000;
    const payload = random.bytes(random.below(8));
    if (payload.length > 0) payload[0]! &= random.below(2) === 0 ? 0x0f : 0xff;
    const presses = [
      receiver.receive(timestamp, payload, random.below(2) === 0, n * 5),
      receiver.tick(n * 5),
      random.below(1000) === 0 ? receiver.reset() : null,
    ];
    for (const press of presses) {
      if (press !== null && !(keys.includes(press.key) && press.durationMs >= 0)) wrong.push(press);
    }
  }
  t.same(wrong, []);
  t.ok(livingBytes() - bytesBefore < 2_000_000);
  t.end();
});
