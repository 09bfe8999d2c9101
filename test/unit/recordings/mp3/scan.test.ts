import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import t from 'tap';
import { type Mp3Scan, Mp3Scanner } from '../../../../recordings/mp3/scan.js';
import { ffprobeFrames, mp3Tone } from '../../../support/mp3-file.js';

const folder = mkdtempSync(path.join(tmpdir(), 'partyline-mp3-'));
t.teardown(() => rmSync(folder, { recursive: true }));

function scan(file: Uint8Array, chunkBytes = file.length || 1): Mp3Scan {
  const scanner = new Mp3Scanner();
  for (let at = 0; at < file.length; at += chunkBytes) {
    scanner.push(file.subarray(at, at + chunkBytes));
  }
  return scanner.end();
}

const seconds = 2;
const tone = mp3Tone({ folder, seconds });
/** 40 kbit/s at 16 kHz: 36 ms a frame. */
const frameBytes = 180;

t.test('the frames of whole files are counted as ffprobe counts them', (t) => {
  const kinds = [
    { version: '2', sampleRate: 16_000, channels: 1, bitrateKbps: 40 },
    { version: '2', sampleRate: 24_000, channels: 2, bitrateKbps: 64 },
    { version: '2.5', sampleRate: 8_000, channels: 1, bitrateKbps: 16 },
    { version: '2.5', sampleRate: 11_025, channels: 1, bitrateKbps: 24 },
    { version: '1', sampleRate: 44_100, channels: 2, bitrateKbps: 128 },
    { version: '1', sampleRate: 48_000, channels: 1, bitrateKbps: 320 },
  ] as const;
  for (const { version, ...kind } of kinds) {
    const file = mp3Tone({ folder, seconds, ...kind });
    const name = path.join(folder, 'probe.mp3');
    writeFileSync(name, file);
    const found = scan(file);
    const label = `MPEG-${version}, ${kind.sampleRate} Hz`;
    t.same(
      found.format,
      { version, sampleRate: kind.sampleRate, channels: kind.channels },
      `${label}: its format`,
    );
    t.equal(found.frames, ffprobeFrames(name), `${label}: as many frames`);
    t.equal(found.info?.frames, found.frames, `${label}: as its info frame says`);
    t.equal(found.samples, seconds * kind.sampleRate, `${label}: to the sample`);
    t.equal(found.damagedBytes + found.partialBytes, 0, `${label}: nothing else`);
    t.equal(found.audioTo, file.length);
    t.equal(found.info?.bytes, found.audioTo - found.audioFrom);
    t.equal(found.audioFrom, found.tagBytes);
  }
  t.end();
});

t.test('a variable bitrate is walked too', (t) => {
  const found = scan(mp3Tone({ folder, seconds, output: ['-q:a', '4'] }));
  t.equal(found.samples, seconds * 16_000);
  t.equal(found.damagedBytes, 0);
  t.end();
});

t.test('without an info frame every frame is audio', (t) => {
  const found = scan(
    mp3Tone({ folder, seconds, output: ['-write_xing', '0', '-id3v2_version', '0'] }),
  );
  t.equal(found.info, null);
  t.equal(found.tagBytes, 0);
  t.equal(found.samples, found.frames * 576);
  t.end();
});

t.test('the result does not depend on how the file comes in', (t) => {
  const noisy = Buffer.concat([tone, Buffer.alloc(300, 0xff), tone.subarray(tone.length / 2)]);
  for (const file of [tone, noisy]) {
    const whole = scan(file);
    for (const chunkBytes of [1, 3, 179, 4096]) t.same(scan(file, chunkBytes), whole);
  }
  t.end();
});

t.test('a file cut anywhere is whole but for its last frame', (t) => {
  const whole = scan(tone);
  for (let cut = whole.audioFrom + 2 * frameBytes; cut < tone.length; cut += 97) {
    const found = scan(tone.subarray(0, cut));
    const frames = Math.floor((cut - whole.audioFrom) / frameBytes);
    t.match(found, {
      // The first frame is the info frame.
      frames: frames - 1,
      audioTo: whole.audioFrom + frames * frameBytes,
      partialBytes: (cut - whole.audioFrom) % frameBytes,
      damagedBytes: 0,
    });
  }
  t.end();
});

t.test('what is no frame is told, with its place, and what follows is found', (t) => {
  const whole = scan(tone);
  const at = whole.audioFrom + 10 * frameBytes;
  const hole = Buffer.from(tone);
  hole.fill(0, at, at + 1000);
  const found = scan(hole);
  // The stretch ends where the next whole frame begins.
  t.same(found.damage, [{ at, bytes: 6 * frameBytes }]);
  t.equal(found.frames, whole.frames - 6);
  t.equal(found.audioTo, tone.length);
  t.end();
});

t.test('a tag at the end is no damage, its last byte 255 neither', (t) => {
  const withTag = mp3Tone({
    folder,
    seconds,
    output: ['-write_id3v1', '1', '-metadata', 'title=x'],
  });
  t.equal(withTag.subarray(-128, -125).toString(), 'TAG');
  withTag[withTag.length - 1] = 0xff;
  for (const chunkBytes of [withTag.length, 100]) {
    const found = scan(withTag, chunkBytes);
    t.match(found, { damagedBytes: 0, partialBytes: 0, audioTo: withTag.length - 128 });
  }
  t.end();
});

t.test('what holds no audio is said to hold none', (t) => {
  const none = { format: null, frames: 0, samples: 0, audioFrom: 0, audioTo: 0 };
  t.match(scan(new Uint8Array()), { ...none, bytes: 0, damagedBytes: 0 });
  t.match(scan(Buffer.from('RIFF, a WAV file')), { ...none, damagedBytes: 16 });
  t.match(scan(tone.subarray(0, 5)), { ...none, damagedBytes: 5 });
  const tagOnly = tone.subarray(0, scan(tone).tagBytes);
  t.match(scan(tagOnly), { ...none, tagBytes: tagOnly.length, damagedBytes: 0 });
  t.match(scan(Buffer.from('ID3\x04\0\0\x7f\x7f\x7f\x7f and then nothing', 'latin1')), none);
  t.end();
});

t.test('one frame and nothing else is found', (t) => {
  const { audioFrom } = scan(tone);
  const one = tone.subarray(audioFrom + frameBytes, audioFrom + 2 * frameBytes);
  t.match(scan(one), { frames: 1, samples: 576, damagedBytes: 0 });
  t.end();
});

t.test('four hours are walked in little memory', (t) => {
  const { audioFrom } = scan(tone);
  const second = tone.subarray(audioFrom + frameBytes);
  const scanner = new Mp3Scanner();
  const copies = Math.ceil((4 * 3600) / seconds);
  for (let copy = 0; copy < copies; copy++) scanner.push(second);
  const found = scanner.end();
  t.equal(found.frames, copies * (second.length / frameBytes));
  t.equal(found.damagedBytes, 0);
  t.end();
});
