import t from 'tap';
import { createDecoder, createEncoder } from '../../../../bridge/media/codec/create.js';
import { companding } from '../../../../bridge/media/codec/g711-tables.js';
import { payloadLevel } from '../../../../bridge/media/codec/payload-level.js';
import { frameLevelDbov } from '../../../../bridge/media/dsp/level.js';
import { frames, sine, snrDb } from '../../../support/audio.js';

const laws = ['PCMU', 'PCMA'] as const;

t.test('decoder outputs are those of G.711 tables 1 and 2 at the ends of the scale', (t) => {
  const { PCMU, PCMA } = companding;
  t.same([PCMU.linear[0x80], PCMU.linear[0x00], PCMU.linear[0xff]], [32124, -32124, 0]);
  t.same([PCMU.linear[0xfe], PCMU.linear[0x7e], PCMU.linear[0xef]], [8, -8, 132]);
  t.same([PCMA.linear[0xaa], PCMA.linear[0x2a], PCMA.linear[0xd5]], [32256, -32256, 8]);
  t.same([PCMA.linear[0x55], PCMA.linear[0xd4], PCMA.linear[0xc5]], [-8, 24, 264]);
  t.end();
});

for (const codec of laws) {
  t.test(`${codec}: every code survives being decoded and encoded`, (t) => {
    const { linear, code } = companding[codec];
    for (let value = 0; value < 256; value++) {
      // µ-law has two zeros; they sound the same.
      const again = code[linear[value]! & 0xffff]!;
      t.equal(linear[again], linear[value], `code ${value}`);
    }
    t.end();
  });

  t.test(`${codec}: coding is monotonic and off by no more than half a step`, (t) => {
    const { linear, code } = companding[codec];
    let last = -Infinity;
    let worst = 0;
    for (let sample = -32768; sample <= 32767; sample++) {
      const decoded = linear[code[sample & 0xffff]!]!;
      if (decoded < last) t.fail(`falls at ${sample}`);
      last = decoded;
      if (Math.abs(sample) < 32000) {
        // Half of a step: 1/32 of the magnitude, or of the first segment.
        const half = Math.max(Math.abs(sample) + 132, 256) / 32 + 1;
        worst = Math.max(worst, Math.abs(sample - decoded) / half);
      }
    }
    t.ok(worst <= 1, `worst is ${worst} of half a step`);
    t.end();
  });

  t.test(`${codec}: a tone keeps 35 dB above its noise from −10 to −30 dBov`, (t) => {
    const encoder = createEncoder(codec);
    const decoder = createDecoder(codec);
    t.equal(decoder.sampleRate, 8000);
    for (const level of [-10, -20, -30]) {
      const pcm = sine(1020, level, 8000, 400);
      const out = new Int16Array(pcm.length);
      const payload = new Uint8Array(12 + 160);
      let at = 0;
      for (const frame of frames(pcm, 8000)) {
        t.equal(encoder.encode(frame, payload, 12), 160);
        at += decoder.decode(payload.subarray(12), out.subarray(at));
      }
      t.equal(at, pcm.length);
      t.ok(snrDb(pcm, out) > 35, `${level} dBov: ${snrDb(pcm, out)} dB`);
    }
    encoder.close();
    decoder.close();
    t.end();
  });

  t.test(`${codec}: the level read from the payload is the level of its PCM`, (t) => {
    const encoder = createEncoder(codec);
    const decoder = createDecoder(codec);
    const payload = new Uint8Array(160);
    const out = new Int16Array(160);
    for (const level of [-6, -20, -45, -60]) {
      encoder.encode(sine(440, level, 8000, 20), payload, 0);
      decoder.decode(payload, out);
      t.ok(Math.abs(payloadLevel(codec, payload)! - frameLevelDbov(out, 160)) < 0.01);
    }
    t.equal(payloadLevel(codec, new Uint8Array(0)), -127);
    t.end();
  });

  t.test(`${codec}: packets of 10 to 60 ms decode to their own length`, (t) => {
    const decoder = createDecoder(codec);
    const out = new Int16Array(960);
    for (const bytes of [0, 1, 80, 160, 240, 480]) {
      t.equal(decoder.decode(new Uint8Array(bytes), out), bytes);
    }
    t.equal(decoder.decode(new Uint8Array(2000), out), 960, 'what does not fit is dropped');
    t.end();
  });
}

t.test('the level of other payloads is not known without decoding', (t) => {
  t.equal(payloadLevel('G722', new Uint8Array(160)), null);
  t.equal(payloadLevel('opus', new Uint8Array(40)), null);
  t.end();
});
