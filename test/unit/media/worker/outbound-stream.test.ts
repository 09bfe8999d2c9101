import t from 'tap';
import { newEncodedFrame } from '../../../../bridge/media/mixer/shared-encodes.js';
import { OutboundStream } from '../../../../bridge/media/worker/outbound-stream.js';
import { newRtpHeader, readHeader, type RtpHeader } from '../../../../bridge/rtp/packet.js';
import { negotiated } from './negotiated.js';

interface Sent extends RtpHeader {
  readonly first: number;
}

/** Sends so many frames, the n-th filled with n. */
function send(stream: OutboundStream, frames: number, bytes = 160): Sent[] {
  const sent: Sent[] = [];
  const frame = newEncodedFrame(bytes === 160 ? 'PCMU' : 'opus');
  frame.length = bytes;
  for (let n = 0; n < frames; n++) {
    frame.packet.fill(n);
    stream.add(frame, (packet, length) => {
      const header = newRtpHeader();
      t.ok(readHeader(packet, length, header));
      sent.push({ ...header, first: packet[header.payloadOffset]! });
      return true;
    });
  }
  return sent;
}

function streamOf(ptimeMs: number, codec?: 'opus'): OutboundStream {
  const stream = new OutboundStream(
    { ssrc: 7, sequence: 65534, timestamp: 2 ** 32 - 160 },
    { packets: 0, octets: 0 },
  );
  stream.configure(negotiated({ ptimeMs, ...(codec === undefined ? {} : { codec }) }), null);
  return stream;
}

t.test('a frame a packet: sequence and timestamp go on past their ends', (t) => {
  const stream = streamOf(20);
  const sent = send(stream, 4);
  t.same(
    sent.map(({ sequence }) => sequence),
    [65534, 65535, 0, 1],
  );
  t.same(
    sent.map(({ timestamp }) => timestamp),
    [2 ** 32 - 160, 0, 160, 320],
  );
  t.same(
    sent.map(({ marker }) => marker),
    [true, false, false, false],
  );
  t.equal(stream.packets, 4);
  t.equal(stream.octets, 640);
  t.end();
});

t.test('packets of 10, 30 and 60 ms hold as much', (t) => {
  for (const [ptimeMs, packets, firsts] of [
    [10, 12, [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]],
    [30, 4, [0, 1, 3, 4]],
    [60, 2, [0, 3]],
  ] as const) {
    const sent = send(streamOf(ptimeMs), 6);
    t.equal(sent.length, packets);
    t.ok(sent.every(({ payloadLength }) => payloadLength === ptimeMs * 8));
    t.equal((sent[1]!.timestamp - sent[0]!.timestamp) >>> 0, ptimeMs * 8);
    t.same(
      sent.map(({ first }) => first),
      firsts,
    );
  }
  t.end();
});

t.test('an Opus frame is a packet of its own length, on a clock of 48 kHz', (t) => {
  const sent = send(streamOf(60, 'opus'), 2, 61);
  t.same(
    sent.map(({ payloadLength }) => payloadLength),
    [61, 61],
  );
  t.equal((sent[1]!.timestamp - sent[0]!.timestamp) >>> 0, 960);
  t.end();
});

t.test('time goes on while nothing is sent, and what follows begins a talkspurt', (t) => {
  const stream = streamOf(20);
  const [before] = send(stream, 1);
  stream.pause();
  stream.pause();
  const [after] = send(stream, 1);
  t.equal((after!.timestamp - before!.timestamp) >>> 0, 3 * 160);
  t.equal((after!.sequence - before!.sequence) & 0xffff, 1);
  t.equal(after!.marker, true);
  t.end();
});

t.test('a packet that the system still holds is not written to again', (t) => {
  for (const ptimeMs of [20, 30]) {
    const frame = newEncodedFrame('PCMU');
    frame.length = 160;
    const held: Buffer[] = [];
    const copies: Buffer[] = [];
    const hold = (packet: Buffer): boolean => {
      held.push(packet);
      copies.push(Buffer.from(packet));
      return false;
    };
    const listeners = [streamOf(ptimeMs), streamOf(ptimeMs)];
    for (let n = 0; n < 6; n++) {
      frame.packet.fill(n, 12);
      for (const listener of listeners) listener.add(frame, hold);
    }
    t.equal(held.length, ptimeMs === 20 ? 12 : 8);
    t.same(held, copies);
  }
  t.end();
});
