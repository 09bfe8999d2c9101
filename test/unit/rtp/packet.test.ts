import t from 'tap';
import { isRtcp, newRtpHeader, readHeader, writeHeader } from '../../../bridge/rtp/packet.js';

function packetOf(first: number, second: number, rest: readonly number[]): Uint8Array {
  const fixed = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  return Uint8Array.from([first, second, ...fixed, ...rest]);
}

t.test('what is written is read back', (t) => {
  const packet = new Uint8Array(172);
  writeHeader(packet, 101, true, 65_535, 0xffff_ffff, 0x8000_0001);
  const header = newRtpHeader();
  t.ok(readHeader(packet, packet.length, header));
  t.same(header, {
    marker: true,
    payloadType: 101,
    sequence: 65_535,
    timestamp: 0xffff_ffff,
    ssrc: 0x8000_0001,
    payloadOffset: 12,
    payloadLength: 160,
  });
  t.end();
});

t.test('CSRCs, an extension and padding are taken off', (t) => {
  const packet = packetOf(0x80 | 0x20 | 0x10 | 2, 0, [
    ...[1, 1, 1, 1, 2, 2, 2, 2],
    ...[0xbe, 0xde, 0, 1, 9, 9, 9, 9],
    ...[7, 7, 7],
    ...[0, 0, 3],
  ]);
  const header = newRtpHeader();
  t.ok(readHeader(packet, packet.length, header));
  t.match(header, { payloadOffset: 28, payloadLength: 3 });
  t.end();
});

t.test('garbage is refused', (t) => {
  const header = newRtpHeader();
  const refused: readonly (readonly [string, Uint8Array])[] = [
    ['too short', new Uint8Array(11).fill(0x80)],
    ['version 1', packetOf(0x40, 0, [])],
    ['STUN', packetOf(0x00, 1, [])],
    ['RTCP', packetOf(0x81, 200, [])],
    ['CSRCs past the end', packetOf(0x81, 0, [1, 1])],
    ['extension past the end', packetOf(0x90, 0, [0, 0, 0, 2, 1, 1, 1, 1])],
    ['half an extension head', packetOf(0x90, 0, [0, 0])],
    ['padding of nothing', packetOf(0xa0, 0, [5, 0])],
    ['more padding than packet', packetOf(0xa0, 0, [5, 3])],
  ];
  for (const [name, packet] of refused) t.notOk(readHeader(packet, packet.length, header), name);
  t.notOk(readHeader(new Uint8Array(12).fill(0x80), 13, header), 'a length past the array');
  t.end();
});

t.test('RTCP on a shared port is told from RTP by its packet type', (t) => {
  t.ok(isRtcp(packetOf(0x81, 201, []), 12));
  t.notOk(isRtcp(packetOf(0x80, 0x80, []), 12), 'PCMU with marker');
  t.notOk(isRtcp(packetOf(0x80, 0x80 | 96, []), 12));
  t.end();
});
