import type { Test } from 'tap';
import type { MemberLevel } from '../../../bridge/ports/media-server.js';
import { NoiseSource } from '../../support/noise.js';
import { speechLike } from '../../support/speech.js';
import { audibleDb, Bench, silentDb, type MakeServer } from './fixture.js';

export function conferences(t: Test, makeServer: MakeServer): void {
  t.test(
    'three members with three codecs each hear the other two, and never themselves',
    { buffered: true },
    async (t) => {
      const bench = await Bench.open(t, makeServer);
      const conference = await bench.conference();
      const tones = [400, 700, 1100] as const;
      const codecs = ['PCMU', 'G722', 'opus'] as const;
      const calls = [];
      for (const [i, toneHz] of tones.entries()) {
        calls.push(await bench.member(conference, { toneHz, codec: codecs[i]! }));
      }
      for (const [i, { phone }] of calls.entries()) {
        const others = tones.filter((_, j) => j !== i);
        await phone.until(`${codecs[i]!} hears ${others.join(' and ')}`, () =>
          others.every((hz) => phone.hears(hz) > audibleDb),
        );
        await phone.hear(300);
        t.ok(phone.hears(tones[i]!) < silentDb, `${codecs[i]!} never hears itself`);
      }
    },
  );

  t.test(
    'packets of 10, 30 and 60 ms are mixed with those of 20 ms, both ways',
    { buffered: true },
    async (t) => {
      const bench = await Bench.open(t, makeServer);
      const conference = await bench.conference();
      const usual = await bench.member(conference, { toneHz: 1000 });
      for (const [ptimeMs, toneHz] of [
        [10, 400],
        [40, 550],
        [60, 700],
      ] as const) {
        const { phone } = await bench.member(conference, { codec: 'PCMA', ptimeMs, toneHz });
        await phone.until(`${ptimeMs} ms: hears`, () => phone.hears(1000) > audibleDb);
        await usual.phone.until(
          `${ptimeMs} ms: heard`,
          () => usual.phone.hears(toneHz) > audibleDb,
        );
        const before = phone.lastTimestamp;
        const received = phone.received;
        await phone.until('three more packets', () => phone.received >= received + 3);
        t.equal((phone.lastTimestamp - before) / (phone.received - received), ptimeMs * 8);
      }
    },
  );

  t.test(
    'a muted member is not heard, and hears; a deaf one hears nothing, and is heard',
    { buffered: true },
    async (t) => {
      const bench = await Bench.open(t, makeServer);
      const conference = await bench.conference();
      const a = await bench.member(conference, { toneHz: 400 });
      const b = await bench.member(conference, { toneHz: 700 });
      const c = await bench.member(conference, { toneHz: 1100 }, { muted: true, deaf: true });
      await a.phone.until('A hears B', () => a.phone.hears(700) > audibleDb);
      t.ok(a.phone.hears(1100) < silentDb, 'who joins muted is not heard');
      await c.phone.hear(300);
      t.ok(c.phone.loudness() < silentDb, 'who joins deaf hears nothing');

      conference.setMuted('400', true);
      conference.setDeaf('400', true);
      await b.phone.until('A falls silent', () => b.phone.hears(400) < silentDb);
      await a.phone.until('A hears no more', () => a.phone.loudness() < silentDb);
      conference.setMuted('1100', false);
      conference.setDeaf('1100', false);
      await b.phone.until('C is heard now', () => b.phone.hears(1100) > audibleDb);
      await c.phone.until('C hears now', () => c.phone.hears(700) > audibleDb);
      conference.setDeaf('400', false);
      await a.phone.until('A hears again', () => a.phone.hears(700) > audibleDb);
      t.ok(b.phone.hears(400) < silentDb, 'A is still muted');
    },
  );

  t.test('eight loud talkers at once are limited, not clipped', { buffered: true }, async (t) => {
    const bench = await Bench.open(t, makeServer);
    const conference = await bench.conference();
    const listener = await bench.member(conference);
    const tones = [300, 430, 590, 770, 990, 1230, 1510, 1870];
    for (const toneHz of tones) await bench.member(conference, { toneHz, toneDb: -6 });
    await listener.phone.until('all are heard', () =>
      tones.every((hz) => listener.phone.hears(hz) > -40),
    );
    await listener.phone.hear(500);
    const pcm = listener.phone.last(300);
    const peak = pcm.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    t.ok(peak < 32767, `the peak of ${peak} is below full scale`);
    // Clipping would bring up sums and differences that nobody says.
    const strongest = Math.max(
      ...[160, 2600, 3000, 3300].map((hz) => listener.phone.hears(hz, 300)),
    );
    const weakest = Math.min(...tones.map((hz) => listener.phone.hears(hz, 300)));
    t.ok(weakest - strongest > 15, `voices stand ${Math.round(weakest - strongest)} dB above`);
  });

  t.test(
    'a whisperer is heard, from the first syllable, between two loud talkers',
    { buffered: true },
    async (t) => {
      const bench = await Bench.open(t, makeServer);
      const conference = await bench.conference();
      const listener = await bench.member(conference);
      const whisper = await bench.member(conference);
      // −45 dBov, in syllables of 200 ms.
      whisper.phone.voice = (time) =>
        time % 0.3 < 0.2 ? 260 * Math.sin(2 * Math.PI * 800 * time) : 0;
      await listener.phone.until('the whisper is heard', () => listener.phone.hears(800) > -50);
      await bench.member(conference, { toneHz: 400 });
      await listener.phone.until('beside a talker', () => listener.phone.hears(400) > audibleDb);
      await listener.phone.hear(2_000);
      t.ok(listener.phone.hears(800, 600) > -55, 'the whisper is still heard');
    },
  );

  t.test(
    'who begins and ends to talk hears the others without a crack, in any codec',
    { buffered: true },
    async (t) => {
      const bench = await Bench.open(t, makeServer);
      const conference = await bench.conference();
      await bench.member(conference, { toneHz: 440 });
      const listeners = [];
      for (const codec of ['PCMA', 'G722', 'opus'] as const) {
        const { phone } = await bench.member(conference, { codec });
        await phone.until(`${codec} hears`, () => phone.hears(440) > audibleDb);
        listeners.push(phone);
      }
      await listeners[0]!.hear(300);
      for (const phone of listeners) {
        // A word of 200 ms every 1.2 s, too quiet to matter to the others.
        phone.voice = (time) => (time % 1.2 < 0.2 ? 400 * Math.sin(2 * Math.PI * 900 * time) : 0);
      }
      await listeners[0]!.hear(2_600);
      const tonePeak = 32767 * 10 ** (-12 / 20);
      for (const phone of listeners) {
        const peak = phone.last(2_600).reduce((most, x) => Math.max(most, Math.abs(x)), 0);
        t.ok(peak < 1.5 * tonePeak, `${phone.codec}: the peak is ${(peak / tonePeak).toFixed(2)}`);
      }
    },
  );

  t.test(
    'who leaves is heard no more and hears no more; the leg stays up',
    { buffered: true },
    async (t) => {
      const bench = await Bench.open(t, makeServer);
      const conference = await bench.conference();
      const a = await bench.member(conference, { toneHz: 400 });
      const b = await bench.member(conference, { toneHz: 700 });
      await a.phone.until('A hears B', () => a.phone.hears(700) > audibleDb);
      await b.endpoint.leave();
      await a.phone.until('B is gone', () => a.phone.loudness() < silentDb);
      const received = b.phone.received;
      await b.phone.until('B still gets packets', () => b.phone.received > received + 10);
      t.ok(b.phone.loudness(100) < silentDb);
      await b.endpoint.join(conference, { memberId: 'again', muted: false, deaf: false });
      await a.phone.until('B is back', () => a.phone.hears(700) > audibleDb);
    },
  );

  t.test(
    'two conferences do not hear each other; a member can change over',
    { buffered: true },
    async (t) => {
      const bench = await Bench.open(t, makeServer);
      const first = await bench.conference('first');
      const second = await bench.conference('second');
      const a = await bench.member(first, { toneHz: 400 });
      const b = await bench.member(second, { toneHz: 700 });
      const c = await bench.member(second, { toneHz: 1100, codec: 'G722' });
      await b.phone.until('B hears C', () => b.phone.hears(1100) > audibleDb);
      t.ok(b.phone.hears(400) < silentDb, 'B does not hear A');
      await c.phone.until('C hears B', () => c.phone.hears(700) > audibleDb);
      const { ssrc, lost } = c.phone;
      await c.endpoint.join(first, { memberId: 'C', muted: false, deaf: false });
      await a.phone.until('A hears C', () => a.phone.hears(1100) > audibleDb);
      await c.phone.until('C hears A', () => c.phone.hears(400) > audibleDb);
      await b.phone.until('B hears C no more', () => b.phone.hears(1100) < silentDb);
      t.equal(c.phone.ssrc, ssrc, 'the stream goes on under its SSRC');
      t.equal(c.phone.lost, lost, 'and in sequence');
    },
  );

  t.test(
    'talking is told in pairs, also of a member that is muted or leaves while talking',
    { buffered: true },
    async (t) => {
      const bench = await Bench.open(t, makeServer);
      const conference = await bench.conference();
      const told: string[] = [];
      conference.events.on('talking', (memberId, talking) => told.push(`${memberId} ${talking}`));
      const heard = (what: string): Promise<unknown> =>
        new Promise((resolve) => {
          conference.events.on('talking', (id, talking) => {
            if (`${id} ${talking}` === what) resolve(null);
          });
        });
      const muteTold = heard('400 true').then(() => conference.setMuted('400', true));
      await bench.member(conference, { toneHz: 400 });
      await muteTold;
      await heard('400 false');
      const talking = heard('700 true');
      const b = await bench.member(conference, { toneHz: 700 });
      await talking;
      await b.endpoint.leave();
      t.same(told, ['400 true', '400 false', '700 true', '700 false']);
    },
  );

  t.test(
    'levels and line quality come in batches while there are members',
    { buffered: true },
    async (t) => {
      const bench = await Bench.open(t, makeServer);
      const conference = await bench.conference();
      await bench.member(conference, { toneHz: 400 });
      await bench.member(conference, { toneDb: -90 }, { memberId: 'silent' });
      const full = (levels: readonly MemberLevel[]): boolean =>
        levels.length === 2 &&
        levels.every(({ quality }) => quality.mos !== null) &&
        levels[0]!.talking;
      const levels = await new Promise<readonly MemberLevel[]>((resolve) => {
        conference.events.on('levels', (batch) => {
          if (full(batch)) resolve(batch);
        });
      });
      t.same(
        levels.map(({ memberId, talking }) => ({ memberId, talking })),
        [
          { memberId: '400', talking: true },
          { memberId: 'silent', talking: false },
        ],
      );
      t.ok(
        Math.abs(levels[0]!.levelDbov - -15) < 2,
        `a sine of −12 dB peak: ${levels[0]!.levelDbov}`,
      );
      t.ok(levels[1]!.levelDbov < -60);
      t.ok(levels[0]!.quality.mos! > 4, 'a clean line');
      t.ok(levels[0]!.quality.packetsReceived > 0);
      t.equal(levels[0]!.quality.packetsLost, 0);
    },
  );

  t.test("a line's noise and echo are found among quiet ones", { buffered: true }, async (t) => {
    const bench = await Bench.open(t, makeServer);
    const conference = await bench.conference();
    const talker = await bench.member(conference, {}, { memberId: 'talker' });
    const noisy = await bench.member(conference, {}, { memberId: 'noisy' });
    const echoing = await bench.member(conference, {}, { memberId: 'echoing' });
    await bench.member(conference, {}, { memberId: 'quiet' });
    const random = new NoiseSource(8);
    const speech = speechLike(random, 4, 8000);
    talker.phone.voice = (time) => speech[Math.round(time * 8000) % speech.length]!;
    noisy.phone.voice = () => 32768 * 10 ** (-42 / 20) * random.gaussian();
    echoing.phone.echo = { delayMs: 120, gain: 0.3 };
    let levels: readonly MemberLevel[] = [];
    conference.events.on('levels', (measured) => (levels = measured));
    const isKnown = ({ memberId, noiseDbov, echo }: MemberLevel): boolean => {
      const isNoisy = noiseDbov! > -44;
      const isQuiet = noiseDbov! < -55;
      const echoes = (echo ?? 0) > 0.8;
      const isClean = (echo ?? 0) < 0.6;
      return (
        (memberId === 'noisy' ? isNoisy : isQuiet) && (memberId === 'echoing' ? echoes : isClean)
      );
    };
    await talker.phone.until(
      'each line is known for what it is',
      () => levels.length === 4 && levels.every(isKnown),
      () => JSON.stringify(levels),
    );
  });

  t.test(
    'the name of a conference that has ended can be used again; members stay up',
    { buffered: true },
    async (t) => {
      const bench = await Bench.open(t, makeServer);
      const conference = await bench.conference('once');
      const { phone } = await bench.member(conference, { toneHz: 400 });
      await t.rejects(bench.conference('once'), { code: 'already-exists' });
      const playback = conference.play([{ kind: 'silence', durationMs: 60_000 }]);
      await conference.destroy();
      t.equal(await playback.ended, 'gone');
      await conference.destroy();
      const again = await bench.conference('once');
      t.not(again, conference);
      const received = phone.received;
      await phone.until('packets go on', () => phone.received > received + 5);
    },
  );

  t.test(
    'automatic gain brings a quiet and a loud talker closer together',
    { buffered: true },
    async (t) => {
      const bench = await Bench.open(t, makeServer);
      const conference = await bench.conference('levelled', true);
      const listener = await bench.member(conference);
      await bench.member(conference, { toneHz: 500, toneDb: -34 });
      await bench.member(conference, { toneHz: 900, toneDb: -4 });
      const apart = (): number => listener.phone.hears(900) - listener.phone.hears(500);
      await listener.phone.until('both are heard', () => listener.phone.hears(500) > -45);
      await listener.phone.until('they come closer', () => apart() < 26);
    },
  );
}
