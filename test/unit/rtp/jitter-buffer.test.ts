import t from 'tap';
import { JitterBuffer, newBufferedPayload } from '../../../bridge/rtp/jitter-buffer.js';
import { RtpSender, type SentPacket } from '../../support/rtp-sender.js';

interface Arrival {
  readonly atMs: number;
  readonly sent: SentPacket;
}

/** `length` packets, each `ptimeMs` after the one before, `delayMs(n)` late. */
function stream(
  sender: RtpSender,
  startMs: number,
  length: number,
  delayMs: (n: number) => number = () => 0,
  ptimeMs = 20,
): Arrival[] {
  return Array.from({ length }, (_, n) => ({
    atMs: startMs + n * ptimeMs + delayMs(n),
    sent: sender.next(),
  }));
}

interface Heard {
  /** Counts of the packets played; −1 for lost, −2 for empty. */
  readonly played: readonly number[];
  readonly delays: readonly number[];
}

/** Plays the arrivals through a buffer on ticks of 20 ms, as the mixer does. */
function play(buffer: JitterBuffer, arrivals: readonly Arrival[], phaseMs = 7): Heard {
  const queue = [...arrivals].sort((a, b) => a.atMs - b.atMs);
  const played: number[] = [];
  const delays: number[] = [];
  const into = newBufferedPayload();
  const endMs = queue.at(-1)!.atMs + 400;
  let pcmMs = 0;
  for (let nowMs = queue[0]!.atMs + phaseMs; nowMs < endMs; nowMs += 20) {
    while (queue.length > 0 && queue[0]!.atMs <= nowMs) {
      const { sent, atMs } = queue.shift()!;
      buffer.push(sent.header, sent.packet, atMs);
    }
    while (pcmMs < 20) {
      const result = buffer.pop(into, nowMs);
      pcmMs += result === 'payload' ? into.data.length / 8 : buffer.packetMs;
      if (result === 'payload') played.push((into.data[0]! << 8) | into.data[1]!);
      else played.push(result === 'lost' ? -1 : -2);
      delays.push(buffer.delayMs);
    }
    pcmMs -= 20;
  }
  return { played, delays };
}

const packets = (heard: Heard) => heard.played.filter((count) => count >= 0);
const count = (n: number, from = 0) => Array.from({ length: n }, (_, i) => i + from);
const lostIn = (heard: Heard) =>
  heard.played
    .slice(
      0,
      heard.played.findLastIndex((c) => c >= 0),
    )
    .filter((c) => c === -1).length;
const buffer8k = () => new JitterBuffer({ clockRate: 8000 });

t.test('an even stream plays whole and in order over the wrap of sequence and timestamp', (t) => {
  const sender = new RtpSender({ sequence: 65_500, timestamp: 0xffff_ff00 });
  const buffer = buffer8k();
  const heard = play(buffer, stream(sender, 1000, 200));
  t.same(packets(heard), count(200));
  t.equal(lostIn(heard), 0);
  t.ok(buffer.delayMs <= 35, `delay ${buffer.delayMs}`);
  t.end();
});

t.test('packets of 10, 20, 30 and 60 ms', (t) => {
  for (const ptimeMs of [10, 20, 30, 60]) {
    const buffer = buffer8k();
    const heard = play(
      buffer,
      stream(new RtpSender({ ptimeMs }), 0, 100, () => 0, ptimeMs),
    );
    t.equal(buffer.packetMs, ptimeMs);
    t.same(packets(heard), count(100), `${ptimeMs} ms`);
    t.equal(lostIn(heard), 0, `${ptimeMs} ms`);
  }
  t.end();
});

t.test('reordered packets play in order once the delay has grown; none plays twice', (t) => {
  const swapped = (n: number) => (n % 10 === 3 ? 30 : 0);
  const heard = play(buffer8k(), stream(new RtpSender(), 0, 400, swapped));
  const order = packets(heard);
  t.same(
    order,
    [...new Set(order)].sort((a, b) => a - b),
  );
  t.same(order.slice(-200), count(200, 200), 'none is late any more');
  t.end();
});

t.test('a duplicate is refused, before it has played and after', (t) => {
  const buffer = buffer8k();
  const { header, packet } = new RtpSender().next();
  t.equal(buffer.push(header, packet, 0), 'buffered');
  t.equal(buffer.push(header, packet, 1), 'duplicate');
  t.equal(buffer.pop(newBufferedPayload(), 20), 'payload');
  t.equal(buffer.push(header, packet, 21), 'duplicate');
  t.equal(buffer.latePackets, 0);
  t.end();
});

t.test('a lost packet is concealed once, in its place', (t) => {
  const arrivals = stream(new RtpSender(), 0, 100).filter((_, n) => n !== 50 && n !== 51);
  const { played } = play(buffer8k(), arrivals);
  const at = played.indexOf(49);
  t.same(played.slice(at, at + 4), [49, -1, -1, 52]);
  t.end();
});

t.test('jitter makes the delay grow until nothing is late, and it shrinks back', (t) => {
  const buffer = buffer8k();
  const sender = new RtpSender();
  const jitter = (n: number) => (n * 37) % 90;
  const rough = play(buffer, stream(sender, 0, 500, jitter));
  t.ok(buffer.targetMs >= 80, `target ${buffer.targetMs}`);
  t.ok(Math.max(...rough.delays.slice(-100)) <= 200);
  const settled = rough.played.slice(200, 480);
  t.ok(settled.filter((c) => c < 0).length <= 3, 'nothing is late any more');
  const smooth = play(buffer, stream(sender, 500 * 20, 2000));
  t.ok(buffer.delayMs <= 45, `delay ${buffer.delayMs}`);
  const most = packets(smooth).length;
  t.ok(most >= 1985, `${most} of 2000 are played: it shrinks by leaving out few packets`);
  t.end();
});

t.test('in silence the delay shrinks at once, while someone talks slowly', (t) => {
  const burst = (sender: RtpSender) =>
    stream(sender, 0, 2000, (n) => (n >= 100 && n < 108 ? (108 - n) * 20 : 0));
  const shrunkAfter = (quiet: boolean) => {
    const buffer = buffer8k();
    const arrivals = burst(new RtpSender());
    play(buffer, arrivals.slice(0, 108));
    buffer.quiet = quiet;
    return play(buffer, arrivals.slice(108)).delays.findIndex((delay) => delay <= 45);
  };
  const quietAt = shrunkAfter(true);
  const loudAt = shrunkAfter(false);
  t.ok(quietAt > 0 && quietAt < loudAt, `after ${quietAt} and ${loudAt} packets`);
  t.end();
});

t.test('a stall of the network does not leave a delay behind it', (t) => {
  const buffer = buffer8k();
  const stall = (n: number) => (n >= 100 && n < 200 ? (200 - n) * 20 : 0);
  const heard = play(buffer, stream(new RtpSender(), 0, 600, stall));
  t.ok(Math.max(...heard.delays) <= 230, `at most ${Math.max(...heard.delays)}`);
  t.ok(buffer.delayMs <= 60, `delay ${buffer.delayMs}`);
  t.same(packets(heard).slice(-100), count(100, 500));
  t.end();
});

t.test('when nobody pops for long, what is stale is left out', (t) => {
  const buffer = buffer8k();
  for (const { sent, atMs } of stream(new RtpSender(), 0, 500)) {
    buffer.push(sent.header, sent.packet, atMs);
  }
  const into = newBufferedPayload();
  t.equal(buffer.pop(into, 10_000), 'payload');
  const first = (into.data[0]! << 8) | into.data[1]!;
  t.ok(first >= 485, `begins with ${first}`);
  t.end();
});

t.test('silence suppression is no loss: after a pause talk begins with the usual delay', (t) => {
  const buffer = buffer8k();
  const sender = new RtpSender();
  const before = stream(sender, 0, 100);
  sender.pause(2000);
  const after = stream(sender, 4000, 100);
  const heard = play(buffer, [...before, ...after]);
  t.same(packets(heard), count(200));
  t.ok(lostIn(heard) <= 3, 'concealed for 60 ms at most');
  t.ok(buffer.delayMs <= 35);
  t.end();
});

t.test('a short pause keeps its length', (t) => {
  const sender = new RtpSender();
  const before = stream(sender, 0, 50);
  sender.pause(100);
  const { played } = play(buffer8k(), [...before, ...stream(sender, 1100, 50)]);
  const gap = played.indexOf(50) - played.indexOf(49) - 1;
  t.ok(gap >= 4 && gap <= 6, `${gap * 20} ms`);
  t.end();
});

t.test('a new SSRC, or a jump of the timestamp or the sequence, goes on playing', (t) => {
  const changes: readonly (readonly [string, (sender: RtpSender) => void])[] = [
    [
      'ssrc',
      (sender) => {
        sender.ssrc = 99;
        sender.sequence = 7;
        sender.timestamp = 12_345;
      },
    ],
    [
      'timestamp forward',
      (sender) => {
        sender.timestamp = (sender.timestamp + 0x4000_0000) >>> 0;
      },
    ],
    [
      'timestamp back',
      (sender) => {
        sender.timestamp = (sender.timestamp - 100_000) >>> 0;
      },
    ],
    [
      'sequence forward',
      (sender) => {
        sender.sequence = (sender.sequence + 1000) & 0xffff;
      },
    ],
    [
      'sequence far',
      (sender) => {
        sender.sequence = (sender.sequence + 20_000) & 0xffff;
      },
    ],
  ];
  for (const [name, change] of changes) {
    const sender = new RtpSender();
    const buffer = buffer8k();
    const before = stream(sender, 0, 100);
    change(sender);
    const heard = play(buffer, [...before, ...stream(sender, 2000, 100)]);
    const order = packets(heard);
    // The first of a far jump of the sequence is taken for a stray one.
    t.ok(order.length >= 199, `${name}: ${order.length} played`);
    t.same(order.slice(-99), count(99, 101), name);
    t.ok(heard.played.filter((c) => c < 0).length <= 25, name);
    t.ok(buffer.delayMs <= 45, `${name}: delay ${buffer.delayMs}`);
  }
  t.end();
});

t.test('a stray packet far off the sequence changes nothing', (t) => {
  const sender = new RtpSender({ sequence: 5000 });
  const buffer = buffer8k();
  const arrivals = stream(sender, 0, 100);
  const stray = new RtpSender({ sequence: 30_000, timestamp: 1 });
  stray.count = 9999;
  arrivals.splice(50, 0, { atMs: 1000, sent: stray.next() });
  const heard = play(buffer, arrivals);
  t.same(packets(heard), count(100));
  t.end();
});

t.test('packets that are no audio are not taken for lost', (t) => {
  const sender = new RtpSender();
  const buffer = buffer8k();
  const into = newBufferedPayload();
  const results: string[] = [];
  for (let n = 0; n < 100; n++) {
    const { header, packet } = sender.next();
    if (n >= 40 && n < 60) buffer.skip(header);
    else buffer.push(header, packet, n * 20);
    results.push(buffer.pop(into, n * 20 + 5));
  }
  t.ok(results.filter((result) => result === 'lost').length <= 3, 'but for the first 60 ms');
  t.same([...new Set(results.slice(65))], ['payload']);
  t.end();
});

t.test('an Opus clock, and payloads of changing size', (t) => {
  const buffer = new JitterBuffer({ clockRate: 48_000 });
  const into = newBufferedPayload();
  const sender = new RtpSender();
  let heard = 0;
  for (let n = 0; n < 50; n++) {
    const { header, packet } = sender.next();
    header.timestamp = n * 960;
    header.payloadLength = 40 + (n % 7);
    t.equal(buffer.push(header, packet, n * 20), 'buffered');
    if (buffer.pop(into, n * 20 + 12) === 'payload') {
      t.equal(into.data.length, 40 + (((into.data[0]! << 8) | into.data[1]!) % 7));
      heard++;
    }
  }
  t.ok(heard >= 48);
  t.equal(buffer.packetMs, 20);
  const { header, packet } = sender.next();
  header.payloadLength = 1281;
  t.equal(buffer.push(header, packet, 1000), 'oversize');
  t.end();
});

t.test('clocks that differ by 0.2 % leave the delay where it was', (t) => {
  for (const drift of [-0.04, 0.04]) {
    const heard = play(
      buffer8k(),
      stream(new RtpSender(), 0, 5000, (n) => n * drift),
    );
    t.ok(Math.max(...heard.delays) <= 90, `at most ${Math.max(...heard.delays)} ms`);
    t.ok(packets(heard).length >= 4985, `${packets(heard).length} of 5000 are played`);
    t.ok(heard.played.filter((c) => c === -1).length <= 20);
  }
  t.end();
});

t.test('in silence the delay grows before it is needed', (t) => {
  const buffer = buffer8k();
  buffer.quiet = true;
  const jitter = (n: number) => (n % 100 > 95 ? 50 : 0);
  const heard = play(buffer, stream(new RtpSender(), 0, 1000, jitter));
  t.ok(buffer.targetMs >= 60, `target ${buffer.targetMs}`);
  t.same(packets(heard).slice(-700), count(700, 300));
  t.equal(buffer.latePackets, 0);
  t.end();
});

t.test('after comfort noise nothing is concealed', (t) => {
  const sender = new RtpSender();
  const before = stream(sender, 0, 50);
  const noise = { atMs: 1000, sent: sender.next(13) };
  sender.pause(1000);
  const heard = play(buffer8k(), [...before, noise, ...stream(sender, 2020, 50)]);
  t.same(packets(heard), count(101));
  t.equal(lostIn(heard), 0);
  t.end();
});

t.test('ticks that come late and all at once leave nothing out', (t) => {
  const buffer = buffer8k();
  const sender = new RtpSender();
  const into = newBufferedPayload();
  const played: number[] = [];
  const popAt = (nowMs: number) => {
    if (buffer.pop(into, nowMs) === 'payload') played.push((into.data[0]! << 8) | into.data[1]!);
  };
  for (let n = 0; n < 200; n++) {
    const { header, packet } = sender.next();
    buffer.push(header, packet, n * 20);
    // Every tenth packet, the ticks of the last 100 ms are caught up.
    if (n % 10 < 5) popAt(n * 20 + 12);
    else if (n % 10 === 9) for (let tick = 0; tick < 5; tick++) popAt(n * 20 + 12);
  }
  t.same(played, count(played.length));
  t.ok(played.length >= 198);
  t.end();
});

t.test('a silent talker is passed over, and what waits from before is played out first', (t) => {
  const buffer = buffer8k();
  const into = newBufferedPayload();
  const played: number[] = [];
  const passed: number[] = [];
  for (const [n, { sent, atMs }] of stream(new RtpSender(), 0, 60).entries()) {
    const unheard = n < 10 || (n >= 20 && n < 40);
    const result = buffer.push(sent.header, sent.packet, atMs, -n, unheard);
    if (result === 'passed') passed.push(n);
    buffer.quiet = unheard;
    if (buffer.pop(into, atMs + 7) === 'payload') played.push(-into.levelDbov);
    t.equal(buffer.push(sent.header, sent.packet, atMs), 'duplicate', `${n} has come`);
  }
  t.same(
    passed.slice(0, 9),
    count(9).map((n) => n + 1),
    'from the second packet on',
  );
  const talk = played.filter((n) => n >= 10);
  t.same(
    talk.filter((n) => n < 20),
    count(10).map((n) => n + 10),
    'the first talk is whole',
  );
  t.same(
    talk.filter((n) => n >= 40).slice(0, 15),
    count(15).map((n) => n + 40),
    'so is the next',
  );
  t.ok(passed.filter((n) => n >= 20).length >= 17, 'the silence between them waits for nobody');
  t.equal(buffer.latePackets, 0);
  t.end();
});

t.test('a loud packet that a silent one has overtaken is heard', (t) => {
  const buffer = buffer8k();
  const into = newBufferedPayload();
  const played: number[] = [];
  buffer.quiet = true;
  const packets = [...stream(new RtpSender(), 0, 20).entries()];
  for (const [n] of packets) {
    const [, { sent, atMs }] = packets[n === 10 ? 11 : n === 11 ? 10 : n]!;
    const loud = sent === packets[10]![1].sent;
    buffer.push(sent.header, sent.packet, atMs, loud ? -10 : -90, !loud);
    if (buffer.pop(into, n * 20 + 7) === 'payload') played.push(into.levelDbov);
  }
  t.ok(played.includes(-10));
  t.end();
});
