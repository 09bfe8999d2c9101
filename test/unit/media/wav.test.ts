import t from 'tap';
import { PartylineError } from '../../../bridge/kernel/errors.js';
import { readWav } from '../../../bridge/media/wav.js';
import { sine } from '../../support/audio.js';
import { wavFile } from '../../support/wav-file.js';

const pcm = sine(440, -20, 8000, 100);

function problem(bytes: Uint8Array): string {
  try {
    readWav(bytes);
  } catch (error) {
    if (error instanceof PartylineError && error.code === 'bad-audio-file') {
      t.match(error.mend, /16-bit PCM WAV of 8 or 16 kHz/);
      return error.message;
    }
    throw error;
  }
  return 'none';
}

t.test('reads mono 16-bit PCM of 8 and 16 kHz', (t) => {
  t.same(readWav(wavFile({ pcm, sampleRate: 8000 })), { sampleRate: 8000, pcm });
  t.same(readWav(wavFile({ pcm, sampleRate: 16000 })), { sampleRate: 16000, pcm });
  t.end();
});

t.test('reads from the middle of a larger buffer, at an odd offset', (t) => {
  const file = wavFile({ pcm, sampleRate: 8000 });
  const larger = new Uint8Array(file.length + 3);
  larger.set(file, 3);
  t.same(readWav(larger.subarray(3)).pcm, pcm);
  t.end();
});

t.test('skips chunks it does not know, with odd lengths padded', (t) => {
  const extra = [{ id: 'LIST', bytes: new Uint8Array(7) }];
  t.same(readWav(wavFile({ pcm, sampleRate: 8000, before: extra, after: extra })).pcm, pcm);
  t.end();
});

t.test('reads WAVE_FORMAT_EXTENSIBLE that holds PCM', (t) => {
  t.same(readWav(wavFile({ pcm, sampleRate: 8000, extensible: true })).pcm, pcm);
  t.end();
});

t.test('a file cut short gives the audio that is there', (t) => {
  const file = wavFile({ pcm, sampleRate: 8000 });
  t.same(readWav(file.subarray(0, file.length - 101)).pcm, pcm.subarray(0, pcm.length - 51));
  t.end();
});

t.test('a file whose writer never put the sizes in is read to its end', (t) => {
  t.same(readWav(wavFile({ pcm, sampleRate: 8000, dataSize: 0, riffSize: 36 })).pcm, pcm);
  t.same(readWav(wavFile({ pcm, sampleRate: 8000, dataSize: 0xffffffff })).pcm, pcm);
  t.end();
});

t.test('an empty recording followed by tags is empty, not noise', (t) => {
  const after = [{ id: 'LIST', bytes: new Uint8Array(64).fill(77) }];
  t.equal(readWav(wavFile({ pcm: new Int16Array(0), sampleRate: 8000, after })).pcm.length, 0);
  t.end();
});

t.test('says what is wrong with a file it cannot use', (t) => {
  t.match(problem(new Uint8Array(0)), /not a WAV file/);
  t.match(problem(new TextEncoder().encode('ID3 an MP3 by another name')), /not a WAV file/);
  t.match(problem(wavFile({ pcm, sampleRate: 44100 })), /44100 Hz/);
  t.match(problem(wavFile({ pcm, sampleRate: 8000, channels: 2 })), /2 channels/);
  t.match(problem(wavFile({ pcm, sampleRate: 8000, bits: 24 })), /24 bits/);
  t.match(problem(wavFile({ pcm, sampleRate: 8000, coding: 7 })), /coding is 7/);
  t.match(problem(wavFile({ pcm, sampleRate: 8000 }).subarray(0, 36)), /no audio/);
  t.match(problem(wavFile({ pcm, sampleRate: 8000 }).subarray(0, 30)), /cut short/);
  t.match(problem(wavFile({ pcm, sampleRate: 8000 }).subarray(0, 12)), /no format/);
  t.end();
});
