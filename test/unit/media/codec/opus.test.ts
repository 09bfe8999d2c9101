import t from 'tap';
import { createDecoder, createEncoder } from '../../../../bridge/media/codec/create.js';
import { libopus } from '../../../../bridge/media/codec/opus-library.js';
import { maxFrameBytes } from '../../../../bridge/media/codec/types.js';
import { frameLevelDbov } from '../../../../bridge/media/dsp/level.js';
import { bestSnr, concatenate, frames, sine, toneLevelDbov } from '../../../support/audio.js';
import { NoiseSource } from '../../../support/noise.js';
import { speechLike } from '../../../support/speech.js';

function packetsOf(pcm: Int16Array, bitrateBps = 24000): Uint8Array[] {
  const encoder = createEncoder('opus', { opus: { bitrateBps } });
  const out = new Uint8Array(12 + maxFrameBytes.opus);
  const packets = [...frames(pcm, 16000)].map((frame) =>
    out.slice(12, 12 + encoder.encode(frame, out, 12)),
  );
  encoder.close();
  return packets;
}

function decoded(packets: readonly Uint8Array[]): Int16Array {
  const decoder = createDecoder('opus');
  const out = new Int16Array(1920);
  const pieces = packets.map((packet) => out.slice(0, decoder.decode(packet, out)));
  decoder.close();
  return concatenate(...pieces);
}

t.test('a tone comes through at its level, and nothing beside it', (t) => {
  const heard = decoded(packetsOf(sine(440, -20, 16000, 1000))).subarray(3200);
  t.ok(Math.abs(toneLevelDbov(heard, 440, 16000) + 20) < 0.5);
  t.ok(toneLevelDbov(heard, 1000, 16000) < -55);
  t.end();
});

t.test('speech follows its waveform the better the more bits it has', (t) => {
  const speech = speechLike(new NoiseSource(5), 3, 16000);
  const low = bestSnr(speech, decoded(packetsOf(speech, 16000)), 200).snrDb;
  const high = bestSnr(speech, decoded(packetsOf(speech, 64000)), 200).snrDb;
  t.ok(low > 5 && high > low + 3, `${low} and ${high} dB`);
  t.end();
});

t.test('the bit rate asked for is kept', (t) => {
  const packets = packetsOf(speechLike(new NoiseSource(5), 5, 16000), 24000);
  const bps = (packets.reduce((sum, packet) => sum + packet.length, 0) * 8 * 50) / packets.length;
  t.ok(bps > 12_000 && bps < 30_000, `${bps} bit/s`);
  t.end();
});

t.test('a lost packet is made up for, and a long loss fades to silence', (t) => {
  const decoder = createDecoder('opus');
  const out = new Int16Array(1920);
  for (const packet of packetsOf(sine(440, -20, 16000, 500))) decoder.decode(packet, out);
  decoder.conceal(out, 320);
  t.ok(frameLevelDbov(out, 320) > -27);
  for (let times = 0; times < 10; times++) decoder.conceal(out, 320);
  t.ok(frameLevelDbov(out, 320) < -40);
  decoder.conceal(out, 100);
  decoder.conceal(out, 960);
  decoder.close();
  t.end();
});

t.test('what is no packet decodes to nothing, and the next packet is heard', (t) => {
  const decoder = createDecoder('opus');
  const out = new Int16Array(1920);
  const [packet] = packetsOf(sine(440, -20, 16000, 20));
  t.equal(decoder.decode(new Uint8Array(0), out), 0);
  t.equal(decoder.decode(Uint8Array.of(0xff, 0xff), out), 0);
  t.equal(decoder.decode(new Uint8Array(60_000), out), 0);
  t.equal(decoder.decode(packet!, out), 320);
  decoder.close();
  t.end();
});

t.test('legs do not disturb one another', (t) => {
  const tones = [300, 500, 900].map((hz) => sine(hz, -20, 16000, 400));
  const alone = tones.map((tone) => decoded(packetsOf(tone)));
  const legs = tones.map((tone) => ({
    source: [...frames(tone, 16000)],
    encoder: createEncoder('opus'),
    decoder: createDecoder('opus'),
    heard: new Array<Int16Array>(),
  }));
  const packet = new Uint8Array(maxFrameBytes.opus);
  const out = new Int16Array(1920);
  for (let index = 0; index < 20; index++) {
    for (const leg of legs) {
      const bytes = leg.encoder.encode(leg.source[index]!, packet, 0);
      leg.heard.push(out.slice(0, leg.decoder.decode(packet.subarray(0, bytes), out)));
    }
  }
  t.same(
    legs.map((leg) => concatenate(...leg.heard)),
    alone,
  );
  for (const leg of legs) {
    leg.encoder.close();
    leg.decoder.close();
  }
  t.end();
});

t.test('memory is given back: legs that come and go do not add up', (t) => {
  const openAndClose = () => {
    const legs = Array.from({ length: 100 }, () => [createEncoder('opus'), createDecoder('opus')]);
    for (const leg of legs.flat()) leg.close();
  };
  openAndClose();
  const before = libopus().memoryBytes;
  for (let times = 0; times < 20; times++) openAndClose();
  t.equal(libopus().memoryBytes, before);
  t.end();
});

t.test('closing twice is harmless, and a closed leg is silent', (t) => {
  const encoder = createEncoder('opus');
  const decoder = createDecoder('opus');
  for (const leg of [encoder, decoder, encoder, decoder]) leg.close();
  const out = new Int16Array(1920).fill(99);
  t.equal(encoder.encode(new Int16Array(320), new Uint8Array(400), 0), 0);
  t.equal(decoder.decode(Uint8Array.of(8), out), 0);
  decoder.conceal(out, 320);
  t.ok(out.subarray(0, 320).every((sample) => sample === 0));
  t.end();
});
