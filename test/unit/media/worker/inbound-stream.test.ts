import t from 'tap';
import { createEncoder } from '../../../../bridge/media/codec/create.js';
import { InboundStream } from '../../../../bridge/media/worker/inbound-stream.js';
import { Voice } from '../../../../bridge/media/mixer/voice.js';
import { newRtpHeader } from '../../../../bridge/rtp/packet.js';
import { sine, toneLevelDbov } from '../../../support/audio.js';
import { negotiated } from './negotiated.js';

/** Packets of so many ms of a tone, on time, and what comes out of them tick by tick. */
function receive(ptimeMs: number, totalMs: number, payloadType = 0): Int16Array {
  const stream = new InboundStream(negotiated({ ptimeMs }), () => t.fail('no key was pressed'));
  const pcm = sine(500, -15, 8000, totalMs);
  const bytes = new Uint8Array(totalMs * 8);
  const encoder = createEncoder('PCMU');
  for (let at = 0; at < pcm.length; at += 160)
    encoder.encode(pcm.subarray(at, at + 160), bytes, at);
  const out = new Int16Array(pcm.length);
  const header = newRtpHeader();
  const frame = new Int16Array(160);
  header.ssrc = 1;
  header.payloadType = payloadType;
  header.payloadLength = ptimeMs * 8;
  for (let nowMs = 0, sent = 0; nowMs < totalMs; nowMs += 20) {
    for (; sent * ptimeMs + ptimeMs <= nowMs + 5; sent++) {
      header.sequence = sent;
      header.timestamp = sent * ptimeMs * 8;
      header.payloadOffset = sent * ptimeMs * 8;
      stream.push(header, bytes, (sent + 1) * ptimeMs);
    }
    const next = stream.next(nowMs + 10);
    if (next === 'silence') continue;
    stream.read(frame);
    out.set(frame, nowMs * 8);
  }
  stream.close();
  return out;
}

t.test('packets of any length come out as frames of 20 ms, without a gap', (t) => {
  for (const ptimeMs of [10, 20, 30, 40, 60]) {
    const out = receive(ptimeMs, 1200);
    const steady = out.subarray(8 * 400, 8 * 1100);
    t.ok(
      Math.abs(toneLevelDbov(steady, 500, 8000) + 15) < 0.2,
      `${ptimeMs} ms: ${toneLevelDbov(steady, 500, 8000)} dBov`,
    );
  }
  t.end();
});

t.test('comfort noise is silence: nobody needs the noise of a line that says nothing', (t) => {
  t.ok(receive(20, 400, 13).every((sample) => sample === 0));
  t.end();
});

t.test('the first word after silence is heard from its first packet on', (t) => {
  const talkAtMs = 1000;
  const totalMs = 1600;
  // Line noise of one step, about −80 dBov, and then a word.
  const pcm = sine(500, -20, 8000, totalMs);
  for (let i = 0; i < talkAtMs * 8; i++) pcm[i] = (i % 16) - 8;
  const bytes = new Uint8Array(totalMs * 8);
  const encoder = createEncoder('PCMU');
  for (let at = 0; at < pcm.length; at += 160)
    encoder.encode(pcm.subarray(at, at + 160), bytes, at);
  const played = (quietUntilHeard: boolean): Int16Array => {
    const stream = new InboundStream(negotiated({}), () => t.fail('no key was pressed'));
    const voice = new Voice(stream, 'narrow', false);
    const header = newRtpHeader();
    header.ssrc = 1;
    header.payloadLength = 160;
    const out = new Int16Array(pcm.length);
    for (let n = 0; n * 20 < totalMs; n++) {
      header.sequence = n;
      header.timestamp = n * 160;
      header.payloadOffset = n * 160;
      if (!quietUntilHeard) stream.setQuiet(false); // every payload is kept
      stream.push(header, bytes, n * 20);
      voice.pull(n * 20 + 10, false, -127);
      if (voice.heard) out.set(voice.frame, n * 160);
    }
    stream.close();
    return out;
  };
  const heard = played(true);
  t.ok(Math.abs(toneLevelDbov(heard.subarray(8 * 1100, 8 * 1500), 500, 8000) + 20) < 0.2);
  t.same(heard, played(false), 'as when all packets are kept');
  t.end();
});
