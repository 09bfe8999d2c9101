import t from 'tap';
import { Limiter } from '../../../../bridge/media/dsp/limiter.js';
import { frameSamples, TwoBandMix } from '../../../../bridge/media/mixer/two-band-mix.js';
import { frames, sine, toneLevelDbov } from '../../../support/audio.js';

/** Several frames of a mix of voices, as each band hears it. */
function mixOf(voices: {
  readonly narrow?: readonly Int16Array[];
  readonly wide?: readonly Int16Array[];
}): { narrow: Int16Array; wide: Int16Array } {
  const mix = new TwoBandMix();
  const narrowFrames = (voices.narrow ?? []).map((pcm) => [...frames(pcm, 8000)]);
  const wideFrames = (voices.wide ?? []).map((pcm) => [...frames(pcm, 16000)]);
  const count = Math.max(...[...narrowFrames, ...wideFrames].map((list) => list.length));
  const narrow = new Int16Array(count * frameSamples.narrow);
  const wide = new Int16Array(count * frameSamples.wide);
  for (let i = 0; i < count; i++) {
    mix.begin();
    for (const list of narrowFrames) if (list[i]) mix.addVoice('narrow', list[i]!);
    for (const list of wideFrames) if (list[i]) mix.addVoice('wide', list[i]!);
    mix.finish(true, true);
    narrow.set(mix.shared('narrow'), i * frameSamples.narrow);
    wide.set(mix.shared('wide'), i * frameSamples.wide);
  }
  return { narrow, wide };
}

t.test('narrowband members hear each other bit-exact, also beside a wideband listener', (t) => {
  const a = sine(400, -20, 8000, 200);
  const b = sine(900, -25, 8000, 200);
  const { narrow } = mixOf({ narrow: [a, b] });
  t.same(
    narrow,
    a.map((sample, i) => sample + b[i]!),
  );
  t.end();
});

t.test('each band hears the other at the same level, and never its own voice twice', (t) => {
  const { narrow, wide } = mixOf({
    narrow: [sine(400, -20, 8000, 400)],
    wide: [sine(1000, -20, 16000, 400)],
  });
  for (const hz of [400, 1000]) {
    t.ok(Math.abs(toneLevelDbov(narrow.subarray(800), hz, 8000) + 20) < 0.3, `narrow ${hz}`);
    t.ok(Math.abs(toneLevelDbov(wide.subarray(1600), hz, 16000) + 20) < 0.3, `wide ${hz}`);
  }
  t.end();
});

t.test(
  'a voice that only the other band has fades out with its filter, and then costs nothing',
  (t) => {
    const { narrow } = mixOf({
      narrow: [new Int16Array(160 * 20)],
      wide: [sine(1000, -20, 16000, 200)],
    });
    t.ok(narrow.subarray(160 * 12).every((sample) => sample === 0));
    t.end();
  },
);

t.test('without: all but the member itself, exactly, however loud it is', (t) => {
  const mix = new TwoBandMix();
  const limiter = new Limiter();
  const own = sine(400, -6, 8000, 20);
  const other = sine(900, -20, 8000, 20);
  const out = new Int16Array(160);
  mix.begin();
  mix.addVoice('narrow', own);
  mix.addVoice('narrow', other);
  mix.finish(true, false);
  mix.without('narrow', own, limiter, out);
  t.same(out, other);
  t.end();
});

t.test('announcements are heard in both bands, each at its own rate', (t) => {
  const mix = new TwoBandMix();
  const narrow = sine(500, -15, 8000, 20);
  const wide = sine(500, -15, 16000, 20);
  mix.begin();
  mix.addAnnouncement(narrow, wide);
  mix.finish(true, true);
  t.same(mix.shared('narrow'), narrow);
  t.same(mix.shared('wide'), wide);
  mix.begin();
  mix.finish(true, true);
  t.ok(mix.shared('narrow').every((sample) => sample === 0));
  t.end();
});
