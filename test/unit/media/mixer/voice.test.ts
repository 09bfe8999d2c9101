import t from 'tap';
import { Voice, type VoiceSource } from '../../../../bridge/media/mixer/voice.js';

/** A source of frames of one level; it counts what is decoded. */
class FakeSource implements VoiceSource {
  levelDbov: number | 'lost' | 'silence' = -20;
  decoded = 0;
  skipped = 0;

  next(): number | 'lost' | 'silence' {
    return this.levelDbov;
  }

  read(out: Int16Array): void {
    this.decoded++;
    out.fill(1000);
  }

  skip(): void {
    this.skipped++;
  }

  setQuiet(): void {
    // Only the jitter buffer cares.
  }
}

function voiceOf(source: FakeSource): Voice {
  return new Voice(source, 'narrow', false);
}

function pull(voice: Voice, frames: number, withheld = false): number {
  let heard = 0;
  for (let i = 0; i < frames; i++) {
    voice.pull(0, withheld, -127);
    if (voice.heard) heard++;
  }
  return heard;
}

t.test('the frame that begins a voice is heard itself', (t) => {
  const source = new FakeSource();
  const voice = voiceOf(source);
  source.levelDbov = -70;
  t.equal(pull(voice, 100), 0);
  t.equal(source.decoded, 0, 'nothing is decoded that is not heard');
  source.levelDbov = -30;
  t.equal(pull(voice, 1), 1);
  t.equal(voice.frame[159], 1000);
  t.end();
});

t.test('a whisper goes on being heard, and so do its pauses', (t) => {
  const source = new FakeSource();
  const voice = voiceOf(source);
  let heard = 0;
  for (let word = 0; word < 50; word++) {
    source.levelDbov = -45;
    heard += pull(voice, 10);
    source.levelDbov = -65;
    heard += pull(voice, 8);
  }
  t.equal(heard, 50 * 18);
  t.end();
});

t.test(
  'the steady noise of a line falls silent after some seconds; a steady loud tone never',
  (t) => {
    const noisy = new FakeSource();
    noisy.levelDbov = -52;
    const line = voiceOf(noisy);
    pull(line, 500);
    t.equal(pull(line, 100), 0);
    noisy.levelDbov = -40;
    t.equal(pull(line, 1), 1, 'a voice above the noise is heard at once');

    const tone = new FakeSource();
    tone.levelDbov = -25;
    t.equal(pull(voiceOf(tone), 3_000), 3_000);
    t.end();
  },
);

t.test('muted, or with a key down, a voice ends within 4 ms and is decoded no more', (t) => {
  for (const mute of [true, false]) {
    const source = new FakeSource();
    const voice = voiceOf(source);
    pull(voice, 10);
    t.ok(voice.talking);
    if (mute) voice.muted = true;
    voice.pull(0, !mute, -127);
    t.ok(voice.frame.subarray(32).every((sample) => sample === 0));
    const { decoded } = source;
    t.equal(pull(voice, 50, !mute), 0);
    t.equal(source.decoded, decoded);
    t.equal(source.skipped, 50);
    t.notOk(voice.talking);
  }
  t.end();
});

t.test('loss is concealed for 100 ms while talking, and not at all in silence', (t) => {
  const source = new FakeSource();
  const voice = voiceOf(source);
  source.levelDbov = 'lost';
  t.equal(pull(voice, 10), 0);
  source.levelDbov = -20;
  pull(voice, 10);
  source.levelDbov = 'lost';
  t.ok(pull(voice, 50) <= 6);
  source.levelDbov = -20;
  t.equal(pull(voice, 1), 1);
  t.end();
});

t.test('the level told is that of the loudest frame since the last time', (t) => {
  const source = new FakeSource();
  const voice = voiceOf(source);
  for (const level of [-60, -21, -50]) {
    source.levelDbov = level;
    pull(voice, 1);
  }
  t.equal(voice.takeLevelDbov(), -21);
  t.equal(voice.takeLevelDbov(), -127);
  t.end();
});

t.test('the steady noise of a line is known after half a second, and while it is muted', (t) => {
  const source = new FakeSource();
  const voice = voiceOf(source);
  source.levelDbov = -48;
  pull(voice, 20);
  t.equal(voice.noiseDbov, null);
  for (const level of [-48, -20, -48, -20]) {
    source.levelDbov = level;
    pull(voice, 25);
  }
  t.ok(Math.abs(voice.noiseDbov! + 48) < 1, `${voice.noiseDbov}`);
  voice.muted = true;
  pull(voice, 100);
  t.ok(Math.abs(voice.noiseDbov! + 48) < 1, `${voice.noiseDbov}`);
  t.end();
});
