import t from 'tap';
import { SourceLatch } from '../../../bridge/rtp/source-latch.js';
import { rtpHeader } from '../../support/rtp-sender.js';

const signalled = '10.0.0.5';
const outside = '203.0.113.7';
const attacker = '198.51.100.66';
const packet = (sequence: number, ssrc = 0x1234) =>
  rtpHeader({ sequence: sequence & 0xffff, ssrc });

/** Learned from behind NAT: signalled 10.0.0.5:4000, heard from 203.0.113.7:61000. */
function learnedLatch(): SourceLatch {
  const latch = new SourceLatch(signalled, 4000);
  latch.accept(outside, 61_000, packet(100), 0);
  latch.accept(outside, 61_000, packet(101), 20);
  return latch;
}

t.test('audio from the signalled address is taken at once', (t) => {
  const latch = new SourceLatch(signalled, 4000);
  t.equal(latch.accept(signalled, 4000, packet(1), 0), 'learned');
  t.equal(latch.accept(signalled, 4000, packet(2), 20), 'accepted');
  t.end();
});

t.test('a private address in SDP: audio goes back to where it comes from', (t) => {
  const latch = new SourceLatch(signalled, 4000);
  t.match(latch, { address: signalled, port: 4000, learned: false });
  t.equal(latch.accept(outside, 61_000, packet(65_535), 0), 'probation');
  t.equal(latch.accept(outside, 61_000, packet(65_536), 20), 'learned');
  t.match(latch, { address: outside, port: 61_000, learned: true, foreignPackets: 0 });
  t.end();
});

t.test('stray packets of the last call on this port are not learned', (t) => {
  const latch = new SourceLatch(signalled, 4000);
  for (const sequence of [5, 900, 17]) {
    t.equal(latch.accept(outside, 61_000, packet(sequence), 0), 'probation');
  }
  t.notOk(latch.learned);
  t.end();
});

t.test('a source is learned among others that send between its packets', (t) => {
  const latch = new SourceLatch(signalled, 4000);
  latch.accept(outside, 61_000, packet(100), 0);
  for (const port of [1, 2]) latch.accept(attacker, port, packet(100, port), 5);
  t.equal(latch.accept(outside, 61_000, packet(101), 20), 'learned');
  t.end();
});

t.test('RTP injection: a foreign source is refused and counted', (t) => {
  const latch = learnedLatch();
  for (let n = 0; n < 100; n++) {
    t.equal(latch.accept(attacker, 9000, packet(n, 666), 20 + n), 'foreign');
  }
  t.equal(latch.accept(attacker, 9000, packet(102), 130), 'foreign', 'SSRC and sequence guessed');
  t.equal(latch.accept(outside, 61_001, packet(102), 130), 'foreign', 'another port of the host');
  t.equal(latch.foreignPackets, 102);
  t.match(latch, { address: outside, port: 61_000 });
  t.equal(latch.accept(outside, 61_000, packet(102), 140), 'accepted');
  t.end();
});

t.test('a foreign source is refused also when the known one has fallen silent', (t) => {
  const latch = learnedLatch();
  for (let n = 0; n < 10; n++) {
    t.equal(latch.accept(attacker, 9000, packet(n, 666), 5000 + n), 'foreign', 'wrong SSRC');
  }
  t.equal(latch.accept(attacker, 9000, packet(101 + 5000), 6000), 'foreign', 'wrong sequence');
  t.end();
});

t.test('a source that NAT has moved is followed once the old one is silent', (t) => {
  const latch = learnedLatch();
  t.equal(latch.accept(outside, 62_000, packet(102), 519), 'foreign');
  t.equal(latch.accept(outside, 62_000, packet(103), 520), 'moved');
  t.match(latch, { address: outside, port: 62_000, moves: 1 });
  t.equal(latch.accept(outside, 61_000, packet(104), 540), 'foreign', 'the old one is gone');
  t.end();
});

t.test('the signalled address can always take its place', (t) => {
  const latch = learnedLatch();
  t.equal(latch.accept(signalled, 4000, packet(1, 7), 30), 'probation');
  t.equal(latch.accept(signalled, 4000, packet(2, 7), 50), 'moved');
  t.equal(latch.accept(outside, 61_000, packet(102), 60), 'foreign');
  t.end();
});

t.test('a new SSRC of the same source must show two packets in sequence', (t) => {
  const latch = learnedLatch();
  t.equal(latch.accept(outside, 61_000, packet(7, 99), 40), 'probation');
  t.equal(latch.accept(outside, 61_000, packet(8, 99), 60), 'accepted');
  t.equal(latch.accept(outside, 61_000, packet(9, 99), 80), 'accepted');
  t.equal(latch.accept(outside, 61_000, packet(30_000, 99), 100), 'probation', 'or a far jump');
  t.equal(latch.accept(outside, 61_000, packet(30_001, 99), 120), 'accepted');
  t.equal(latch.foreignPackets, 0);
  t.end();
});

t.test('reordered packets of the source are accepted', (t) => {
  const latch = learnedLatch();
  for (const sequence of [105, 103, 104, 102, 106]) {
    t.equal(latch.accept(outside, 61_000, packet(sequence), 40), 'accepted');
  }
  t.end();
});

t.test('after a re-INVITE with a new address the source is learned anew', (t) => {
  const latch = learnedLatch();
  latch.renegotiated('192.0.2.50', 5000);
  t.match(latch, { address: '192.0.2.50', port: 5000, learned: false });
  t.equal(latch.accept('192.0.2.50', 5000, packet(1, 5), 100), 'learned');
  t.equal(latch.accept(outside, 61_000, packet(102), 120), 'foreign');
  t.end();
});

t.test('after a re-INVITE with the same address the source goes on, and may be followed', (t) => {
  const going = learnedLatch();
  going.renegotiated(signalled, 4000);
  t.equal(going.accept(outside, 61_000, packet(102), 40), 'accepted');
  t.equal(going.accept(attacker, 9000, packet(1, 666), 50), 'foreign');

  const roaming = learnedLatch();
  roaming.renegotiated(signalled, 4000);
  t.equal(roaming.accept('203.0.113.99', 7000, packet(1, 77), 600), 'probation');
  t.equal(roaming.accept('203.0.113.99', 7000, packet(2, 77), 620), 'moved');

  const settled = learnedLatch();
  settled.renegotiated(signalled, 4000);
  for (let n = 0; n < 50; n++) settled.accept(outside, 61_000, packet(102 + n), 40 + n * 20);
  t.equal(settled.accept(attacker, 9000, packet(1, 666), 5000), 'foreign', 'no longer');
  t.end();
});

t.test('RTCP is believed from the hosts of the audio', (t) => {
  const latch = learnedLatch();
  t.ok(latch.acceptsRtcp(outside));
  t.ok(latch.acceptsRtcp(signalled));
  t.notOk(latch.acceptsRtcp(attacker));
  t.end();
});

t.test('on a socket kept to the source, its SSRC and sequence are still checked', (t) => {
  const latch = learnedLatch();
  t.equal(latch.acceptKept(packet(102), 40), 'accepted');
  t.equal(latch.acceptKept(packet(30_000, 0x666), 60), 'probation');
  t.equal(latch.acceptKept(packet(103), 60), 'accepted');
  t.equal(latch.acceptKept(packet(500, 0x777), 80), 'probation');
  t.equal(latch.acceptKept(packet(501, 0x777), 100), 'accepted', 'the far end has begun anew');
  t.match(latch, { address: outside, port: 61_000, moves: 0, foreignPackets: 0 });
  t.end();
});
