import { readFileSync } from 'node:fs';
import t from 'tap';
import { createDecoder, createEncoder } from '../../../../bridge/media/codec/create.js';
import { bestSnr, frames, sine } from '../../../support/audio.js';
import { NoiseSource } from '../../../support/noise.js';
import { speechLike } from '../../../support/speech.js';

function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(`test/fixtures/g722/${name}`));
}

function pcmOf(bytes: Uint8Array): Int16Array {
  return new Int16Array(bytes.slice().buffer);
}

function encodeAll(pcm: Int16Array): Uint8Array {
  const encoder = createEncoder('G722');
  const coded = new Uint8Array(pcm.length / 2);
  let at = 0;
  for (const frame of frames(pcm, 16000)) at += encoder.encode(frame, coded, at);
  encoder.close();
  return coded.subarray(0, at);
}

function decodeAll(coded: Uint8Array, packetOctets = 160): Int16Array {
  const decoder = createDecoder('G722');
  const out = new Int16Array(coded.length * 2);
  let at = 0;
  for (let start = 0; start < coded.length; start += packetOctets) {
    at += decoder.decode(coded.subarray(start, start + packetOctets), out.subarray(at));
  }
  decoder.close();
  return out.subarray(0, at);
}

t.test('encodes bit-exactly as another implementation does, saturation included', (t) => {
  t.same(encodeAll(pcmOf(fixture('input.pcm'))), fixture('coded.g722'));
  t.end();
});

t.test('decodes bit-exactly as another implementation does, in packets of any length', (t) => {
  for (const octets of [160, 80, 480, 37]) {
    t.same(decodeAll(fixture('coded.g722'), octets), pcmOf(fixture('decoded.pcm')));
  }
  t.end();
});

t.test('speech keeps 18 dB above its noise, 22 samples later', (t) => {
  const speech = speechLike(new NoiseSource(3), 4, 16000);
  const { snrDb, delay } = bestSnr(speech, decodeAll(encodeAll(speech)), 40);
  t.equal(delay, 22);
  t.ok(snrDb > 18, `${snrDb} dB`);
  t.end();
});

t.test('tones of the upper band survive', (t) => {
  const tone = sine(6000, -20, 16000, 400);
  const { snrDb } = bestSnr(tone, decodeAll(encodeAll(tone)), 40);
  t.ok(snrDb > 10, `${snrDb} dB`);
  t.end();
});

t.test('what does not fit the output is dropped', (t) => {
  const decoder = createDecoder('G722');
  t.equal(decoder.sampleRate, 16000);
  t.equal(decoder.decode(new Uint8Array(500), new Int16Array(320)), 320);
  t.equal(decoder.decode(new Uint8Array(0), new Int16Array(320)), 0);
  t.end();
});
