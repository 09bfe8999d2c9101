import { readdirSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { languages } from '../../../bridge/conference/languages.js';
import { promptNamesOf, soundNames } from '../../../ivr/prompt-names.js';
import { readCatalogue } from '../../../scripts/render-prompts/catalogue.js';
import { root } from '../../../scripts/render-prompts/paths.js';
import {
  levelDbfs,
  peakDbfs,
  readSound,
  toneDbfs,
  windows,
  type Sound,
} from '../../support/listen.js';

const durationMs = (sound: Sound): number => (1000 * sound.samples.length) / sound.sampleRate;

/** The level of the parts within 20 dB of the loudest, which pauses are not. */
function activeLevelDbfs(sound: Sound): number {
  const powers = windows(sound, 20).map((part) => 10 ** (levelDbfs(part) / 10));
  const loudest = Math.max(...powers);
  const active = powers.filter((power) => power > loudest / 100);
  return 10 * Math.log10(active.reduce((sum, power) => sum + power, 0) / active.length);
}

function wavsIn(folder: string): string[] {
  return readdirSync(path.join(root, folder))
    .filter((file) => file.endsWith('.wav'))
    .map((file) => file.replace(/\.wav$/, ''))
    .sort();
}

for (const language of languages) {
  t.test(`${language}: every prompt has a text and a recording, and nothing else does`, (t) => {
    const names = [...promptNamesOf[language]].sort();
    const texts = readCatalogue(language);
    t.same(texts.map((entry) => entry.name).sort(), names);
    t.same(wavsIn(language), names);
    for (const { name, text } of texts) t.match(text, /\S/, name);
    t.end();
  });

  t.test(`${language}: every recording is clean, level and without long silence`, (t) => {
    for (const name of promptNamesOf[language]) {
      const sound = readSound(path.join(root, language, `${name}.wav`));
      t.match(sound, { sampleRate: 16000, channels: 1, bitsPerSample: 16 }, name);
      const word = name.startsWith('number-');
      const length = durationMs(sound);
      t.ok(length > 150 && length < (word ? 2000 : 8000), `${name} lasts ${length} ms`);
      t.ok(peakDbfs(sound.samples) < -3, `${name} peaks at ${peakDbfs(sound.samples)} dBFS`);
      const level = activeLevelDbfs(sound);
      t.ok(Math.abs(level - -20) < 0.75, `${name} speaks at ${level} dBFS`);
      const edges = windows(sound, 10).map(levelDbfs);
      const first = edges.findIndex((edge) => edge > -54);
      const last = edges.length - 1 - edges.findLastIndex((edge) => edge > -54);
      t.ok(first <= 5 && last <= (word ? 8 : 22), `${name} begins and ends promptly`);
      t.ok(Math.abs(sound.samples[0]!) < 0.001 && Math.abs(sound.samples.at(-1)!) < 0.001, name);
    }
    t.end();
  });
}

t.test('there is a file for every tone and the music', (t) => {
  t.same(wavsIn('sounds'), [...soundNames].sort());
  t.end();
});

t.test('the tones are short, and are no keypad tone', (t) => {
  const keypadHz = [697, 770, 852, 941, 1209, 1336, 1477, 1633];
  for (const name of ['entry-tone', 'exit-tone', 'record-tone']) {
    const sound = readSound(path.join(root, 'sounds', `${name}.wav`));
    t.ok(durationMs(sound) < 700, name);
    t.ok(Math.abs(levelDbfs(sound.samples) - -24) < 0.5, name);
    const notes = Math.max(...[659.3, 880].map((hz) => toneDbfs(sound.samples, 16000, hz)));
    for (const hz of keypadHz) {
      t.ok(toneDbfs(sound.samples, 16000, hz) < notes - 15, `${name} at ${hz} Hz`);
    }
  }
  t.end();
});

t.test('the hold music loops without a click, at a modest level', (t) => {
  const sound = readSound(path.join(root, 'sounds', 'hold-music.wav'));
  t.ok(durationMs(sound) >= 30_000 && durationMs(sound) <= 60_000);
  t.ok(Math.abs(levelDbfs(sound.samples) - -24) < 0.5);
  t.ok(peakDbfs(sound.samples) < -6);
  const { samples } = sound;
  // A click is a bend that the music itself does not have: the second difference tells.
  const bend = (i: number): number => {
    const at = (j: number): number => samples[(j + samples.length) % samples.length]!;
    return Math.abs(at(i + 1) - 2 * at(i) + at(i - 1));
  };
  let largest = 0;
  for (let i = 1; i < samples.length - 1; i++) largest = Math.max(largest, bend(i));
  const seam = Math.max(...[-2, -1, 0, 1].map(bend));
  t.ok(seam <= 0.5 * largest, `${seam} at the seam, up to ${largest} elsewhere`);
  const seconds = windows(sound, 1000).map(levelDbfs);
  t.ok(Math.max(...seconds) - Math.min(...seconds) < 8, 'it neither bursts out nor dies away');
  t.end();
});

t.test('the hold music lies where a telephone carries it', (t) => {
  const sound = readSound(path.join(root, 'sounds', 'hold-music.wav'));
  let inBand = 0;
  let all = 0;
  for (const part of windows(sound, 50).filter((_, i) => i % 40 === 0)) {
    for (let hz = 60; hz < 7900; hz += 20) {
      const power = 10 ** (toneDbfs(part, sound.sampleRate, hz) / 10);
      all += power;
      if (hz >= 300 && hz <= 3400) inBand += power;
    }
  }
  t.ok(inBand / all > 0.97, `${(100 * inBand) / all} % of its power`);
  t.end();
});
