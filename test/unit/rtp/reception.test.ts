import t from 'tap';
import { Reception } from '../../../bridge/rtp/reception.js';
import { rtpHeader } from '../../support/rtp-sender.js';

/** Feeds packets 20 ms apart by their numbers; the sequence starts at 65530. */
function receive(reception: Reception, numbers: readonly number[], ssrc = 1, startMs = 0): void {
  for (const n of numbers) {
    const header = rtpHeader({ ssrc, sequence: (65_530 + n) & 0xffff, timestamp: n * 160 });
    reception.receive(header, startMs + n * 20);
  }
}
const numbers = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => from + index);

t.test('nothing to report before the first packet', (t) => {
  const reception = new Reception(8000);
  t.equal(reception.report(), null);
  t.match(reception, { packetsReceived: 0, packetsLost: 0, jitterMs: 0 });
  t.end();
});

t.test('loss is counted over the wrap of the sequence, and by interval', (t) => {
  const reception = new Reception(8000);
  receive(reception, [...numbers(0, 50), ...numbers(60, 100)]);
  t.match(reception.report(), {
    ssrc: 1,
    cumulativeLost: 10,
    fractionLost: 25,
    highestSequence: 65_530 + 99,
    jitterTicks: 0,
  });
  receive(reception, numbers(100, 200));
  t.match(reception.report(), { cumulativeLost: 10, fractionLost: 0 });
  t.equal(reception.packetsLost, 10);
  t.equal(reception.packetsReceived, 190);
  t.end();
});

t.test('reordered packets are not lost; duplicates make the loss negative', (t) => {
  const reception = new Reception(8000);
  receive(reception, [0, 2, 1, 3, 5, 4]);
  t.match(reception.report(), { cumulativeLost: 0, fractionLost: 0 });
  receive(reception, [6, 6, 6]);
  t.match(reception.report(), { cumulativeLost: -2, fractionLost: 0 });
  t.equal(reception.packetsLost, 0);
  t.end();
});

t.test('a new SSRC begins anew; the totals of the leg stay', (t) => {
  const reception = new Reception(8000);
  receive(reception, [0, 1, 3]);
  receive(reception, [500, 501, 503, 504], 2);
  t.match(reception.report(), {
    ssrc: 2,
    cumulativeLost: 1,
    highestSequence: 65_530 + 504 - 65_536,
  });
  t.match(reception, { packetsReceived: 7, packetsLost: 2 });
  t.end();
});

t.test('a sequence that jumps begins anew with the second packet; a stray one is nothing', (t) => {
  const reception = new Reception(8000);
  receive(reception, [...numbers(0, 10), 20_000, 10, 11]);
  t.match(reception, { packetsReceived: 12, packetsLost: 0 });
  receive(reception, [20_000, 20_001, 20_002]);
  t.match(reception, { packetsReceived: 14, packetsLost: 0 });
  t.end();
});

t.test('jitter is that of RFC 3550 A.8; key events do not count', (t) => {
  const reception = new Reception(8000);
  for (let n = 0; n < 500; n++) {
    reception.receive(
      rtpHeader({ sequence: n, timestamp: n * 160 }),
      n * 20 + (n % 2 === 0 ? 0 : 10),
    );
  }
  t.ok(Math.abs(reception.jitterMs - 10) < 0.1, `${reception.jitterMs} ms`);
  const before = reception.jitterMs;
  for (let n = 500; n < 600; n++) {
    reception.receive(rtpHeader({ sequence: n, timestamp: 1 }), n * 20, false);
  }
  t.equal(reception.jitterMs, before);
  t.end();
});

t.test('a timestamp that is set anew is no jitter', (t) => {
  const reception = new Reception(8000);
  receive(reception, numbers(0, 50));
  reception.receive(rtpHeader({ ssrc: 1, sequence: 44, timestamp: 0x7000_0000 }), 1000);
  t.equal(reception.jitterMs, 0);
  t.end();
});
