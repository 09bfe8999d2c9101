// The way of a packet through a leg, 50 times a second for each of 500 members.
import t from 'tap';
import { JitterBuffer, newBufferedPayload } from '../../../bridge/rtp/jitter-buffer.js';
import { newRtpHeader, readHeader, writeHeader } from '../../../bridge/rtp/packet.js';
import { Reception } from '../../../bridge/rtp/reception.js';
import { SourceLatch } from '../../../bridge/rtp/source-latch.js';
import { allocatedBytes, livingBytes } from '../../support/heap.js';

const packetsPerRound = 250_000;
const rounds = 6;
const address = '192.0.2.7';

t.test('a packet costs no allocation', (t) => {
  const packet = new Uint8Array(172);
  const header = newRtpHeader();
  const into = newBufferedPayload();
  const latch = new SourceLatch(address, 4000);
  const reception = new Reception(8000);
  const buffer = new JitterBuffer({ clockRate: 8000 });
  let played = 0;
  const run = (from: number, to: number): void => {
    for (let n = from; n < to; n++) {
      const nowMs = n * 20 + (n & 7);
      writeHeader(packet, 0, false, n & 0xffff, (n * 160) >>> 0, 77);
      if (!readHeader(packet, packet.length, header)) continue;
      if (latch.accept(address, 4000, header, nowMs) === 'foreign') continue;
      reception.receive(header, nowMs);
      buffer.push(header, packet, nowMs);
      if (buffer.pop(into, nowMs + 12) === 'payload') played++;
    }
  };
  livingBytes();
  // Until the compiler has caught up, on a busy machine in the second round or the third, numbers
  // are allocated; what allocates by itself does so in every round.
  let bytesPerPacket = Infinity;
  for (let round = 0; round < rounds; round++) {
    const bytesBefore = allocatedBytes();
    const startNs = process.hrtime.bigint();
    run(round * packetsPerRound, (round + 1) * packetsPerRound);
    const nsPerPacket = Number(process.hrtime.bigint() - startNs) / packetsPerRound;
    const bytes = Math.abs(allocatedBytes() - bytesBefore) / packetsPerRound;
    t.comment(`${nsPerPacket.toFixed(0)} ns and ${bytes.toFixed(3)} bytes a packet`);
    bytesPerPacket = Math.min(bytesPerPacket, bytes);
  }
  t.ok(bytesPerPacket < 1, `${bytesPerPacket} bytes a packet`);
  t.ok(played > 0.9 * rounds * packetsPerRound, `${played} packets were played`);
  t.end();
});
