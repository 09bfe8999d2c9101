// RTP of any kind on a leg's way in: header, source, statistics, jitter buffer, decryption.
import t from 'tap';
import { JitterBuffer, newBufferedPayload } from '../../bridge/rtp/jitter-buffer.js';
import { newRtpHeader, readHeader, writeHeader } from '../../bridge/rtp/packet.js';
import { Reception } from '../../bridge/rtp/reception.js';
import { SourceLatch } from '../../bridge/rtp/source-latch.js';
import { SrtpContext } from '../../bridge/rtp/srtp.js';
import { livingBytes } from '../support/heap.js';
import { mutateBytes, pick } from '../support/mutate.js';
import { SeededRandom } from '../support/seeded-random.js';

const seed = 20_261_124;
const inputs = 100_000;
const steps = [0, 1, 1, 1, 1, 1, 2, 5, 40, 65_535, 65_530, 3_000, 20_000];
const hosts = ['192.0.2.7', '192.0.2.7', '192.0.2.7', '198.51.100.66'];

t.test(`whatever comes to an RTP port, seed ${seed}`, (t) => {
  const random = new SeededRandom(seed);
  const header = newRtpHeader();
  const into = newBufferedPayload();
  const latch = new SourceLatch('192.0.2.7', 4000);
  const reception = new Reception(8000);
  const buffer = new JitterBuffer({ clockRate: 8000 });
  const srtp = new SrtpContext('AES_CM_128_HMAC_SHA1_80', new Uint8Array(30));
  const wrong: string[] = [];
  const results = new Map<string, number>();
  const count = (result: string) => results.set(result, (results.get(result) ?? 0) + 1);
  let sequence = 0;
  let timestamp = 0;
  let ssrc = 1;
  let nowMs = 0;
  let bytesBefore = 0;
  for (let n = 0; n < inputs && wrong.length === 0; n++) {
    if (n === inputs / 4) bytesBefore = livingBytes();
    nowMs += pick(random, [0, 10, 20, 20, 20, 30, 200, 2000]);
    sequence = (sequence + pick(random, steps)) & 0xffff;
    timestamp = (timestamp + (random.below(200) === 0 ? random.below(2 ** 32) : 160)) >>> 0;
    if (random.below(500) === 0) ssrc = random.below(2 ** 32);
    let packet = new Uint8Array(12 + pick(random, [0, 1, 80, 160, 480, 1300]));
    writeHeader(packet, random.below(128), random.below(2) === 0, sequence, timestamp, ssrc);
    const kind = random.below(8);
    if (kind === 0) packet = Uint8Array.from(random.bytes(random.below(40)));
    if (kind === 1) packet = Uint8Array.from(mutateBytes(packet, random));

    srtp.unprotectRtp(packet.slice(), packet.length);
    srtp.unprotectRtcp(packet.slice(), packet.length);
    if (!readHeader(packet, packet.length, header)) {
      count('garbage');
      continue;
    }
    if (header.payloadOffset + header.payloadLength > packet.length || header.payloadLength < 0) {
      wrong.push('a payload past the end');
    }
    const verdict = latch.accept(pick(random, hosts), 4000, header, nowMs);
    count(verdict);
    if (verdict === 'foreign' || verdict === 'probation') continue;
    if (random.below(1000) === 0) latch.renegotiated('192.0.2.7', 4000 + random.below(2));
    reception.receive(header, nowMs, header.payloadType !== 101);
    if (header.payloadType === 101) buffer.skip(header);
    else count(buffer.push(header, packet, nowMs));
    buffer.quiet = random.below(2) === 0;
    for (let pops = random.below(3); pops > 0; pops--) count(buffer.pop(into, nowMs));
    if (random.below(100) === 0) reception.report();
    if (!(buffer.delayMs >= 0 && buffer.delayMs < 1000)) wrong.push(`delay ${buffer.delayMs}`);
    if (!(buffer.packetMs > 0 && buffer.packetMs <= 120)) wrong.push(`packet ${buffer.packetMs}`);
    if (!(reception.jitterMs >= 0 && reception.packetsLost >= 0)) wrong.push('statistics');
  }
  const growth = livingBytes() - bytesBefore;
  t.same(wrong, []);
  t.ok(growth < 2_000_000, `memory grew by ${growth} bytes`);
  for (const result of ['garbage', 'foreign', 'accepted', 'buffered', 'payload', 'lost', 'late']) {
    t.ok((results.get(result) ?? 0) > 100, `${result}: ${results.get(result)}`);
  }
  t.end();
});
