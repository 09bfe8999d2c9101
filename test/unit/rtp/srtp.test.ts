import t from 'tap';
import { writeHeader } from '../../../bridge/rtp/packet.js';
import { SrtpContext, type SrtpSuite, srtpTrailerBytes } from '../../../bridge/rtp/srtp.js';
import { AesCounter, deriveSessionKeys } from '../../../bridge/rtp/srtp-cipher.js';

const hex = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'));
const masterKey = hex('E1F97A0D3E018BE0D64FA32C06DE4139' + '0EC675AD498AFEEBB6960B3AABE6');
const suites: readonly SrtpSuite[] = ['AES_CM_128_HMAC_SHA1_80', 'AES_CM_128_HMAC_SHA1_32'];

/** A packet with room for the trailer, and the length of what is in use. */
function rtpPacket(sequence: number, ssrc = 0xcafe): { packet: Uint8Array; length: number } {
  const packet = new Uint8Array(172 + srtpTrailerBytes);
  packet.fill(0x55, 12, 172);
  writeHeader(packet, 0, false, sequence & 0xffff, sequence * 160, ssrc);
  return { packet, length: 172 };
}

function protectedRtp(context: SrtpContext, sequence: number): Uint8Array {
  const { packet, length } = rtpPacket(sequence);
  return packet.slice(0, context.protectRtp(packet, length));
}

t.test('RFC 3711 B.2: the key stream of AES in counter mode, over many blocks', (t) => {
  const cipher = new AesCounter(hex('2B7E151628AED2A6ABF7158809CF4F3C'));
  const iv = hex('F0F1F2F3F4F5F6F7F8F9FAFBFCFD0000');
  const stream = new Uint8Array(0xff03 * 16);
  cipher.apply(iv, stream, 0, stream.length);
  const block = (n: number) => Buffer.from(stream.subarray(n * 16, n * 16 + 16)).toString('hex');
  t.equal(block(0), 'e03ead0935c95e80e166b16dd92b4eb4');
  t.equal(block(1), 'd23513162b02d0f72a43a2fe4a5f97ab');
  t.equal(block(2), '41e95b3bb0a2e8dd477901e4fca894c0');
  t.equal(block(0xfeff), 'ec8cdf7398607cb0f2d21675ea9ea1e4');
  t.equal(block(0xff00), '362b7c3c6773516318a077d7fc5073ae');
  t.equal(block(0xff01), '6a2cc3787889374fbeb4c81b17ba6c44');
  t.end();
});

t.test('RFC 3711 B.3: the session keys', (t) => {
  const keys = deriveSessionKeys(masterKey, 0);
  t.same(keys.encryption, hex('C61E7A93744F39EE10734AFE3FF7A087'));
  t.same(keys.salt, hex('30CBBC08863D8C85D49DB34A9AE1'));
  t.same(keys.authentication, hex('CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4'));
  t.end();
});

t.test('RTP comes through whole in either suite, also over the wrap of the sequence', (t) => {
  for (const suite of suites) {
    const sender = new SrtpContext(suite, masterKey);
    const receiver = new SrtpContext(suite, masterKey);
    for (let sequence = 65_500; sequence < 65_600; sequence++) {
      const packet = protectedRtp(sender, sequence);
      t.equal(packet.length, 172 + (suite === 'AES_CM_128_HMAC_SHA1_80' ? 10 : 4));
      t.ok(packet.subarray(12, 172).some((byte) => byte !== 0x55));
      const length = receiver.unprotectRtp(packet, packet.length);
      const plain = rtpPacket(sequence).packet.subarray(0, 172);
      t.ok(Buffer.from(plain).equals(packet.subarray(0, length)), `sequence ${sequence}`);
    }
    t.equal(receiver.rejected, 0);
  }
  t.end();
});

t.test('packets lost and reordered around the wrap are still decrypted', (t) => {
  const sender = new SrtpContext(suites[0]!, masterKey);
  const packets = Array.from({ length: 40 }, (_, n) => protectedRtp(sender, 65_516 + n));
  const receiver = new SrtpContext(suites[0]!, masterKey);
  for (const n of [0, 5, 3, 21, 18, 19, 20, 39, 17]) {
    t.equal(receiver.unprotectRtp(packets[n]!, packets[n]!.length), 172, `${n}`);
  }
  t.end();
});

t.test('forged, replayed and cut packets are rejected and change nothing', (t) => {
  const sender = new SrtpContext(suites[0]!, masterKey);
  const receiver = new SrtpContext(suites[0]!, masterKey);
  const packets = Array.from({ length: 100 }, (_, n) => protectedRtp(sender, n));
  const accepted = (packet: Uint8Array) => receiver.unprotectRtp(packet.slice(), packet.length) > 0;
  t.ok(accepted(packets[0]!));
  t.notOk(accepted(packets[0]!), 'replayed');
  for (const at of [0, 1, 3, 12, 100, 175, 181]) {
    const forged = packets[1]!.slice();
    forged[at]! ^= 1;
    t.notOk(accepted(forged), `byte ${at} changed`);
  }
  t.notOk(accepted(packets[1]!.slice(0, 100)), 'cut');
  t.notOk(accepted(new Uint8Array(5)), 'too short');
  t.ok(accepted(packets[1]!));
  t.ok(accepted(packets[99]!));
  t.ok(accepted(packets[50]!), 'late, but within the window');
  t.notOk(accepted(packets[30]!), 'older than the window');
  const other = new SrtpContext(suites[0]!, new Uint8Array(30).fill(1));
  t.equal(other.unprotectRtp(packets[60]!.slice(), packets[60]!.length), -1, 'another key');
  t.equal(receiver.rejected, 11);
  t.end();
});

t.test('each SSRC has a sequence of its own', (t) => {
  const sender = new SrtpContext(suites[0]!, masterKey);
  const receiver = new SrtpContext(suites[0]!, masterKey);
  for (let ssrc = 1; ssrc <= 20; ssrc++) {
    const { packet, length } = rtpPacket(40_000 / ssrc, ssrc);
    t.equal(receiver.unprotectRtp(packet, sender.protectRtp(packet, length)), length);
  }
  t.end();
});

t.test('RTCP comes through; forged and replayed RTCP does not', (t) => {
  for (const suite of suites) {
    const sender = new SrtpContext(suite, masterKey);
    const receiver = new SrtpContext(suite, masterKey);
    for (let n = 0; n < 3; n++) {
      const packet = new Uint8Array(32 + srtpTrailerBytes).fill(n, 0, 32);
      packet.set([0x80, 201, 0, 7]);
      const plain = packet.slice(0, 32);
      const length = sender.protectRtcp(packet, 32);
      t.equal(length, 46, 'the long tag in either suite');
      t.notSame(packet.subarray(8, 32), plain.subarray(8));
      const again = packet.slice();
      t.equal(receiver.unprotectRtcp(packet, length), 32);
      t.same(packet.subarray(0, 32), plain);
      t.equal(receiver.unprotectRtcp(again, length), -1, 'replayed');
      again[20]! ^= 1;
      t.equal(receiver.unprotectRtcp(again, length), -1, 'forged');
    }
    t.equal(receiver.unprotectRtcp(new Uint8Array(21), 21), -1, 'cut');
  }
  t.end();
});
