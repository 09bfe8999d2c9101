// RTCP broken in every way is either understood or counted as garbage.
import t from 'tap';
import { Reception } from '../../bridge/rtp/reception.js';
import { RtcpSession } from '../../bridge/rtp/rtcp.js';
import { livingBytes } from '../support/heap.js';
import { mutateBytes, pick } from '../support/mutate.js';
import { rtpHeader } from '../support/rtp-sender.js';
import { SeededRandom } from '../support/seeded-random.js';

const seed = 20_261_125;
const inputs = 100_000;

t.test(`whatever comes to an RTCP port, seed ${seed}`, (t) => {
  const random = new SeededRandom(seed);
  const reception = new Reception(8000);
  for (let n = 0; n < 10; n++) reception.receive(rtpHeader({ ssrc: 1, sequence: n }), n * 20);
  const far = new RtcpSession({ ssrc: 2, cname: 'far@example.com' });
  const sent = { packets: 1, octets: 160, rtpTimestamp: 1 };
  const corpus = [far.report(sent, reception, 1000), far.report(null, reception, 1000), far.bye()];
  const session = new RtcpSession({ ssrc: 1, cname: 'near' });
  let understood = 0;
  let bytesBefore = 0;
  for (let n = 0; n < inputs; n++) {
    if (n === inputs / 4) bytesBefore = livingBytes();
    const packet =
      random.below(8) === 0
        ? random.bytes(random.below(100))
        : mutateBytes(pick(random, corpus), random);
    if (session.receive(packet, packet.length, n) !== null) understood++;
    if (random.below(100) === 0) session.report(sent, reception, n);
  }
  const growth = livingBytes() - bytesBefore;
  t.equal(session.garbage + understood, inputs);
  t.ok(understood > inputs / 20, `${understood} of ${inputs} were understood`);
  t.ok(session.roundTripMs === null || (session.roundTripMs >= 0 && session.roundTripMs <= 10_000));
  t.ok(growth < 2_000_000, `memory grew by ${growth} bytes`);
  t.end();
});
