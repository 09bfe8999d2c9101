import t from 'tap';
import { createDecoder, createEncoder } from '../../../../bridge/media/codec/create.js';
import type { CodecName } from '../../../../bridge/media/codec/types.js';
import { DtmfDetector } from '../../../../bridge/media/dsp/dtmf-detector.js';
import type { DtmfKey } from '../../../../bridge/media/dsp/dtmf-tones.js';
import { concatenate, frames, mix, silence } from '../../../support/audio.js';
import { keyTones, type KeyTone } from '../../../support/dtmf.js';
import { NoiseSource, whiteNoise } from '../../../support/noise.js';
import { speechLike } from '../../../support/speech.js';

const allKeys: readonly DtmfKey[] = Array.from('1234567890*#ABCD1155##') as DtmfKey[];
const expected = allKeys.join('');

function detect(pcm: Int16Array, sampleRate: 8000 | 16000 = 8000): string {
  const detector = new DtmfDetector(sampleRate);
  let keys = '';
  for (const frame of frames(pcm, sampleRate)) keys += detector.process(frame, frame.length) ?? '';
  return keys;
}

/** The keys found when tones start at every millisecond of a frame; one text when all agree. */
function detectAtAllOffsets(options: KeyTone, change = (pcm: Int16Array) => pcm): string {
  const sampleRate = options.sampleRate ?? 8000;
  const results = new Set<string>();
  for (let leadMs = 40; leadMs < 60; leadMs += 1) {
    const lead = silence(leadMs, sampleRate);
    const pcm = concatenate(lead, keyTones(allKeys, options), silence(60, sampleRate));
    results.add(detect(change(pcm), sampleRate));
  }
  return [...results].join(' or ');
}

function through(codec: CodecName): (pcm: Int16Array) => Int16Array {
  return (pcm) => {
    const encoder = createEncoder(codec);
    const decoder = createDecoder(codec);
    const payload = new Uint8Array(400);
    const decoded = new Int16Array(1920);
    const pieces = [...frames(pcm, encoder.sampleRate)].map((frame) => {
      const bytes = encoder.encode(frame, payload, 0);
      return decoded.slice(0, decoder.decode(payload.subarray(0, bytes), decoded));
    });
    encoder.close();
    decoder.close();
    return concatenate(...pieces);
  };
}

t.test('every key is found once, with 40 ms on and 40 ms off, wherever a frame begins', (t) => {
  t.equal(detectAtAllOffsets({}), expected);
  t.end();
});

t.test('keys are found through G.711, G.722 and Opus', (t) => {
  t.equal(detectAtAllOffsets({}, through('PCMU')), expected);
  t.equal(detectAtAllOffsets({}, through('PCMA')), expected);
  t.equal(detectAtAllOffsets({ sampleRate: 16000 }, through('G722')), expected);
  t.equal(detectAtAllOffsets({ sampleRate: 16000 }, through('opus')), expected);
  t.end();
});

t.test('twist of −8 to +4 dB is accepted, −12 and +8 dB are not (Q.24)', (t) => {
  for (const twistDb of [-8, -6, 4]) t.equal(detectAtAllOffsets({ twistDb }), expected);
  for (const twistDb of [-12, 8]) t.equal(detectAtAllOffsets({ twistDb, onMs: 80 }), '');
  t.end();
});

t.test('tones 1.5 % off are accepted, 3.5 % are not (Q.24)', (t) => {
  for (const lowOffset of [-0.015, 0.015]) {
    for (const highOffset of [-0.015, 0.015]) {
      t.equal(detectAtAllOffsets({ lowOffset, highOffset }), expected);
    }
  }
  for (const offset of [-0.035, 0.035]) {
    t.equal(detectAtAllOffsets({ lowOffset: offset, onMs: 80 }), '');
    t.equal(detectAtAllOffsets({ highOffset: offset, onMs: 80 }), '');
  }
  t.end();
});

t.test('weak keys, and keys 15 dB above noise, are found', (t) => {
  t.equal(detectAtAllOffsets({ levelDbov: -33 }), expected);
  const random = new NoiseSource(24);
  const noisy = (pcm: Int16Array) => mix(pcm, whiteNoise(random, -24, pcm.length));
  t.equal(detectAtAllOffsets({ levelDbov: -12 }, noisy), expected);
  t.end();
});

t.test('bursts of 23 ms are no keys', (t) => {
  t.equal(detectAtAllOffsets({ onMs: 23 }), '');
  t.end();
});

t.test('a long key is one key, also with a gap of 10 ms in it', (t) => {
  const whole = keyTones(['5'], { onMs: 2000 });
  t.equal(detect(whole), '5');
  whole.fill(0, 8000, 8080);
  t.equal(detect(whole), '5');
  t.end();
});

t.test('a lost packet in the middle of a key, concealed, does not double it', (t) => {
  const pcm = keyTones(['7'], { onMs: 200 });
  const decoder = createDecoder('PCMU');
  const encoder = createEncoder('PCMU');
  const payload = new Uint8Array(160);
  const heard = [...frames(pcm, 8000)].map((frame, index) => {
    const out = new Int16Array(160);
    encoder.encode(frame, payload, 0);
    if (index === 4 || index === 5) decoder.conceal(out, 160);
    else decoder.decode(payload, out);
    return out;
  });
  t.equal(detect(concatenate(...heard)), '7');
  t.end();
});

t.test('a key is suspected within 20 ms, until it has ended', (t) => {
  for (let leadMs = 40; leadMs < 60; leadMs++) {
    const detector = new DtmfDetector(8000);
    const tone = keyTones(['9'], { onMs: 100, offMs: 100 });
    const pcm = concatenate(silence(leadMs, 8000), tone);
    let leakedMs = 0;
    for (const [index, frame] of [...frames(pcm, 8000)].entries()) {
      detector.process(frame, 160);
      const toneMs = Math.min(index * 20 + 20, leadMs + 100) - Math.max(index * 20, leadMs);
      if (!detector.suspect) leakedMs += Math.max(0, toneMs);
    }
    t.ok(leakedMs < 20, `${leakedMs} ms of it would be heard`);
    t.notOk(detector.suspect, 'not after it');
  }
  t.end();
});

t.test('speech is no key, and is not withheld', (t) => {
  const random = new NoiseSource(4711);
  const detector = new DtmfDetector(8000);
  let withheld = 0;
  let count = 0;
  for (const frame of frames(speechLike(random, 60, 8000), 8000)) {
    t.equal(detector.process(frame, 160), null);
    if (detector.suspect) withheld++;
    count++;
  }
  t.ok(withheld / count < 0.002, `${withheld} of ${count} frames; seed ${random.seed}`);
  t.end();
});

t.test('single tones, dial tone and noise are no keys', (t) => {
  const random = new NoiseSource(1);
  t.equal(detect(whiteNoise(random, -15, 80_000)), '');
  for (const hz of [350, 440, 697, 941, 1000, 1209, 1633]) {
    const tone = Int16Array.from({ length: 8000 }, (_, n) => 8000 * Math.sin((n * hz) / 1273.24));
    t.equal(detect(tone), '', `${hz} Hz`);
  }
  t.end();
});
