import t from 'tap';
import rtpjs from 'rtp.js';
import { Reception } from '../../../bridge/rtp/reception.js';
import { RtcpSession, rtcpIntervalMs } from '../../../bridge/rtp/rtcp.js';
import { readCompound } from '../../../bridge/rtp/rtcp-packet.js';
import { rtpHeader } from '../../support/rtp-sender.js';

const { CompoundPacket } = rtpjs.packets;

/** 100 packets of `ssrc`, of which 10 are lost. */
function receptionOf(ssrc: number): Reception {
  const reception = new Reception(8000);
  for (let n = 0; n < 100; n++) {
    if (n >= 10 && n < 20) continue;
    reception.receive(rtpHeader({ ssrc, sequence: n, timestamp: n * 160 }), n * 20);
  }
  return reception;
}

const sent = { packets: 1000, octets: 160_000, rtpTimestamp: 0xffff_fff0 };

t.test('another implementation understands our reports', (t) => {
  const session = new RtcpSession({ ssrc: 0x8000_0001, cname: 'a2d5c7@partyline' });
  const report = session.report(sent, receptionOf(0xcafe), 61_500);
  const view = new DataView(report.buffer, report.byteOffset, report.length);
  const [sr, sdes] = new CompoundPacket(view).getPackets().map((packet) => packet.dump());
  t.match(sr, {
    packetType: 200,
    ssrc: 0x8000_0001,
    ntpSeq: 61 + 2_208_988_800,
    ntpFraction: 0x8000_0000,
    rtpTimestamp: 0xffff_fff0,
    packetCount: 1000,
    octetCount: 160_000,
    reports: [
      { ssrc: 0xcafe, fractionLost: 25, totalLost: 10, highestSeq: 99, jitter: 0, lsr: 0, dlsr: 0 },
    ],
  });
  t.match(sdes, {
    packetType: 202,
    chunks: [{ ssrc: 0x8000_0001, items: [{ type: 1, text: 'a2d5c7@partyline' }] }],
  });
  const bye = session.bye();
  const types = new CompoundPacket(new DataView(bye.buffer, 0, bye.length))
    .getPackets()
    .map((packet) => packet.getPacketType());
  t.same(types, [201, 202, 203]);
  t.end();
});

t.test('a CNAME of any length is padded to whole words', (t) => {
  for (let length = 1; length <= 300; length++) {
    const report = new RtcpSession({ ssrc: 1, cname: 'x'.repeat(length) }).bye();
    t.ok(readCompound(report, report.length), `${length}`);
  }
  t.end();
});

t.test('an RR is sent while we send nothing; without reception it has no block', (t) => {
  const report = new RtcpSession({ ssrc: 1, cname: 'x' }).report(null, new Reception(8000), 0);
  t.equal(report[1], 201);
  t.same(readCompound(report, report.length), { senderReport: null, blocks: [], byes: [] });
  t.end();
});

t.test('the round trip comes from LSR and DLSR', (t) => {
  const near = new RtcpSession({ ssrc: 1, cname: 'near' });
  const far = new RtcpSession({ ssrc: 2, cname: 'far' });
  const hearingNear = receptionOf(1);
  t.equal(near.roundTripMs, null);
  // The far end's clock is another; the report takes 40 ms, the answer 60, after 3 s.
  const report = near.report(sent, new Reception(8000), 100_000);
  far.receive(report, report.length, 5_040);
  const answer = far.report(null, hearingNear, 8_040);
  const received = near.receive(answer, answer.length, 103_100);
  t.ok(Math.abs(near.roundTripMs! - 100) < 0.1, `${near.roundTripMs!} ms`);
  t.match(received, { bye: false, aboutUs: { lossFraction: 25 / 256, cumulativeLost: 10 } });
  t.end();
});

t.test('an impossible round trip is not believed', (t) => {
  const near = new RtcpSession({ ssrc: 1, cname: 'near' });
  const far = new RtcpSession({ ssrc: 2, cname: 'far' });
  const report = near.report(sent, new Reception(8000), 100_000);
  far.receive(report, report.length, 0);
  const answer = far.report(null, receptionOf(1), 3_000);
  near.receive(answer, answer.length, 102_000);
  t.equal(near.roundTripMs, null, 'answered before it was sent');
  near.receive(answer, answer.length, 163_000);
  t.equal(near.roundTripMs, null, 'a minute old');
  t.end();
});

t.test('a negative loss and a BYE are read', (t) => {
  const far = new RtcpSession({ ssrc: 2, cname: 'far' });
  const reception = new Reception(8000);
  for (let n = 0; n < 3; n++) reception.receive(rtpHeader({ ssrc: 1, sequence: 5 }), 0);
  const near = new RtcpSession({ ssrc: 1, cname: 'near' });
  const report = far.report(null, reception, 0);
  t.equal(near.receive(report, report.length, 0)?.aboutUs?.cumulativeLost, -2);
  const bye = far.bye();
  t.match(near.receive(bye, bye.length, 0), { bye: true, aboutUs: null });
  t.end();
});

t.test('what is no RTCP is counted and dropped', (t) => {
  const session = new RtcpSession({ ssrc: 1, cname: 'x' });
  const good = new RtcpSession({ ssrc: 2, cname: 'y' }).report(sent, receptionOf(1), 0);
  const broken = (change: (packet: Uint8Array) => void) => {
    const packet = good.slice();
    change(packet);
    return packet;
  };
  const garbage = [
    new Uint8Array(0),
    new Uint8Array(8),
    good.slice(0, good.length - 1),
    good.slice(0, 20),
    broken((packet) => (packet[0] = 0x40)),
    broken((packet) => (packet[1] = 96)),
    broken((packet) => (packet[0] = 0x9f)),
    broken((packet) => (packet[0]! |= 0x20)),
    broken((packet) => (packet[3] = 200)),
  ];
  for (const packet of garbage) t.equal(session.receive(packet, packet.length, 0), null);
  t.equal(session.garbage, garbage.length);
  t.end();
});

t.test('reports are 2.5 to 7.5 s apart', (t) => {
  t.same([0, 0.5, 1].map(rtcpIntervalMs), [2500, 5000, 7500]);
  t.end();
});
