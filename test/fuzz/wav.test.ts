import t from 'tap';
import { PartylineError } from '../../bridge/kernel/errors.js';
import { readWav } from '../../bridge/media/wav.js';
import { NoiseSource } from '../support/noise.js';
import { wavFile } from '../support/wav-file.js';

const inputs = 100_000;

t.test('a damaged file is read or refused with bad-audio-file, never anything else', (t) => {
  const random = new NoiseSource(20261123);
  t.comment(`seed ${random.seed}`);
  const whole = wavFile({
    pcm: new Int16Array(100).fill(1000),
    sampleRate: 16000,
    extensible: true,
    before: [{ id: 'LIST', bytes: new Uint8Array(9) }],
  });
  const outcomes = { read: 0, refused: 0 };
  for (let input = 0; input < inputs; input++) {
    const file = input % 20 === 0 ? random.bytes(random.below(80)) : damaged(random, whole);
    try {
      const { pcm, sampleRate } = readWav(file);
      outcomes.read++;
      if (pcm.length * 2 > file.length) t.fail('more audio than the file has');
      if (![8000, 16000].includes(sampleRate)) t.fail(`rate ${sampleRate}`);
    } catch (error) {
      if (!(error instanceof PartylineError) || error.code !== 'bad-audio-file') throw error;
      outcomes.refused++;
    }
  }
  t.ok(outcomes.read > 1000 && outcomes.refused > 1000, JSON.stringify(outcomes));
  t.end();
});

function damaged(random: NoiseSource, whole: Uint8Array): Uint8Array {
  const file = whole.slice(0, random.below(4) === 0 ? random.below(whole.length + 1) : undefined);
  for (let times = random.below(4); times > 0; times--) {
    file[random.below(Math.min(file.length, 90))] = random.below(3) === 0 ? 255 : random.below(256);
  }
  return file;
}
