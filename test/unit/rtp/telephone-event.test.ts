import t from 'tap';
import { type KeyPress, TelephoneEventReceiver } from '../../../bridge/rtp/telephone-event.js';
import { writeTelephoneEvent } from '../../support/telephone-event.js';

interface EventPacket {
  readonly timestamp: number;
  readonly key: string;
  readonly end: boolean;
  readonly durationTicks: number;
  readonly marker: boolean;
}

/** A press as a phone sends it: an update every 20 ms, the end three times. */
function press(key: string, timestamp: number, durationMs: number): EventPacket[] {
  const packets: EventPacket[] = [];
  for (let ms = 20; ms < durationMs; ms += 20) {
    packets.push({ timestamp, key, end: false, durationTicks: ms * 8, marker: ms === 20 });
  }
  const last = { timestamp, key, end: true, durationTicks: durationMs * 8, marker: false };
  return [...packets, last, last, last];
}

/** Feeds packets 20 ms apart, then lets 500 ms pass. */
function keysOf(
  packets: readonly EventPacket[],
  receiver = new TelephoneEventReceiver(8000),
): KeyPress[] {
  const pressed: (KeyPress | null)[] = [];
  let nowMs = 0;
  for (const packet of packets) {
    nowMs += 20;
    const payload = new Uint8Array(4);
    writeTelephoneEvent(payload, 0, packet.key, packet.end, packet.durationTicks);
    pressed.push(receiver.receive(packet.timestamp, payload, packet.marker, nowMs));
    pressed.push(receiver.tick(nowMs));
  }
  for (const endMs = nowMs + 500; nowMs < endMs; nowMs += 20) pressed.push(receiver.tick(nowMs));
  return pressed.filter((key) => key !== null);
}

const namesOf = (packets: readonly EventPacket[]) =>
  keysOf(packets)
    .map(({ key }) => key)
    .join('');

t.test('each of the sixteen keys is one press, with its duration', (t) => {
  Array.from('0123456789*#ABCD').forEach((key, index) => {
    t.same(keysOf(press(key, 8000 * index, 120)), [{ key, durationMs: 120 }]);
  });
  t.end();
});

t.test('the end packet that is sent three times gives one key, at the first', (t) => {
  const receiver = new TelephoneEventReceiver(8000);
  const payload = new Uint8Array(4);
  writeTelephoneEvent(payload, 0, '5', true, 800);
  t.same(receiver.receive(1, payload, false, 0), { key: '5', durationMs: 100 });
  t.equal(receiver.receive(1, payload, false, 20), null);
  t.equal(receiver.receive(1, payload, false, 40), null);
  t.notOk(receiver.busy);
  t.end();
});

t.test('when all end packets are lost the key is given after a moment, once', (t) => {
  const lost = press('7', 1000, 100).filter(({ end }) => !end);
  t.same(keysOf(lost), [{ key: '7', durationMs: 80 }]);
  t.equal(namesOf([...lost, ...press('8', 9000, 100)]), '78', 'or when the next key begins');
  t.end();
});

t.test('when the end is only late, after the key was given, it gives no second', (t) => {
  const receiver = new TelephoneEventReceiver(8000);
  const [first, ...rest] = press('7', 1000, 100);
  t.same(keysOf([first!], receiver).length, 1);
  t.same(keysOf(rest, receiver), []);
  t.end();
});

t.test('when all but one packet is lost it is still one key', (t) => {
  for (const packet of press('3', 0xffff_ff00, 100)) t.equal(namesOf([packet]), '3');
  t.end();
});

t.test('a lost end, then a key of which only the end comes: two keys', (t) => {
  const first = press('1', 1000, 100)[0]!;
  const last = press('2', 5000, 100).at(-1)!;
  t.equal(namesOf([first, last]), '12');
  t.end();
});

t.test('the same key twice, quickly, is two keys', (t) => {
  t.equal(namesOf([...press('4', 1000, 60), ...press('4', 1000 + 110 * 8, 60)]), '44');
  const withoutMarker = press('4', 1000 + 110 * 8, 60).map((p) => ({ ...p, marker: false }));
  t.equal(namesOf([...press('4', 1000, 60), ...withoutMarker]), '44', 'the marker was lost');
  t.end();
});

t.test('a key longer than the duration field counts once', (t) => {
  const start = 0xffff_0000;
  const segment = (timestamp: number, marker: boolean, end: boolean, last = 0xffff) =>
    [160, 32_000, last].map((durationTicks, index) => ({
      timestamp: timestamp >>> 0,
      key: '9',
      end: end && index === 2,
      durationTicks,
      marker: marker && index === 0,
    }));
  const long = [
    ...segment(start, true, false),
    ...segment(start + 0xffff, false, false),
    ...segment(start + 2 * 0xffff, false, true, 40_000),
  ];
  t.same(keysOf(long), [{ key: '9', durationMs: Math.round((2 * 0xffff + 40_000) / 8) }]);
  const segmentEndLost = long.filter((_, index) => index !== 2);
  t.same(namesOf(segmentEndLost), '9');
  t.end();
});

t.test('a long key cut into segments, each with its own end, counts once', (t) => {
  const packets = [0, 1, 2].flatMap((n) =>
    press('6', 8000 + n * 1600, 200).map((packet) => ({
      ...packet,
      marker: n === 0 && packet.marker,
    })),
  );
  t.equal(namesOf(packets), '6');
  t.end();
});

t.test('packets reordered across two keys give two keys', (t) => {
  const one = press('1', 1000, 60);
  const two = press('2', 2000, 60);
  t.equal(namesOf([...one.slice(0, 3), two[0]!, one[3]!, one[4]!, ...two.slice(1)]), '12');
  t.end();
});

t.test('a new source may use any timestamp', (t) => {
  const receiver = new TelephoneEventReceiver(8000);
  t.equal(keysOf(press('1', 50_000, 60), receiver).length, 1);
  t.equal(receiver.reset(), null);
  t.same(keysOf(press('1', 50_000, 60), receiver), [{ key: '1', durationMs: 60 }]);
  t.end();
});

t.test('a source that is gone leaves the key that was under way', (t) => {
  const receiver = new TelephoneEventReceiver(8000);
  const payload = new Uint8Array(4);
  writeTelephoneEvent(payload, 0, '#', false, 400);
  receiver.receive(1, payload, true, 0);
  t.ok(receiver.busy);
  t.same(receiver.reset(), { key: '#', durationMs: 50 });
  t.end();
});

t.test('other events and short payloads are no keys', (t) => {
  const receiver = new TelephoneEventReceiver(8000);
  for (const payload of [[16, 0x80, 1, 0], [36, 0x80, 1, 0], [255, 0x80, 1, 0], [1, 0x80, 1], []]) {
    t.equal(receiver.receive(1, Uint8Array.from(payload), true, 0), null);
  }
  t.notOk(receiver.busy);
  t.end();
});

t.test('durations follow the clock of the events', (t) => {
  t.same(keysOf(press('1', 0, 60), new TelephoneEventReceiver(48_000)), [
    { key: '1', durationMs: 10 },
  ]);
  t.end();
});

t.test('what is no key cannot be sent', (t) => {
  for (const key of ['', 'E', '12', ' ']) {
    t.throws(() => writeTelephoneEvent(new Uint8Array(4), 0, key, false, 0), RangeError);
  }
  t.end();
});
