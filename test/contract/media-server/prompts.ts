import type { Test } from 'tap';
import { audibleDb, Bench, silentDb, type MakeServer } from './fixture.js';

export function prompts(t: Test, makeServer: MakeServer): void {
  t.test(
    'a leg hears its prompt, whole, and is told when it has finished',
    { buffered: true },
    async (t) => {
      const bench = await Bench.open(t, makeServer);
      const { phone, endpoint } = await bench.call();
      const playback = endpoint.play([
        await bench.clip(500, 400),
        { kind: 'silence', durationMs: 100 },
        await bench.clip(900, 400, 8000),
      ]);
      await phone.until('the first clip is heard', () => phone.hears(500) > audibleDb);
      await phone.until('the second clip is heard', () => phone.hears(900) > audibleDb);
      t.equal(await playback.ended, 'finished');
      await phone.until('silence follows', () => phone.loudness() < silentDb);
    },
  );

  t.test(
    'playbacks wait for one another; a stopped one falls silent and the next begins',
    { buffered: true },
    async (t) => {
      const bench = await Bench.open(t, makeServer);
      const { phone, endpoint } = await bench.call({ codec: 'G722' });
      const first = endpoint.play([await bench.clip(500, 30_000)]);
      const second = endpoint.play([await bench.clip(900, 30_000)]);
      const third = endpoint.play([await bench.clip(1300, 300)]);
      await phone.until('the first is heard', () => phone.hears(500) > audibleDb);
      t.ok(phone.hears(900) < silentDb, 'the second waits');
      first.stop();
      t.equal(await first.ended, 'stopped');
      await phone.until('the second is heard', () => phone.hears(900) > audibleDb);
      await phone.until('the first is not', () => phone.hears(500) < silentDb);
      second.stop();
      second.stop();
      t.equal(await second.ended, 'stopped');
      t.equal(await third.ended, 'finished');
    },
  );

  t.test(
    'barge-in: a prompt that is stopped is silent within a few frames',
    { buffered: true },
    async (t) => {
      const bench = await Bench.open(t, makeServer);
      const { phone, endpoint } = await bench.call();
      const playback = endpoint.play([await bench.clip(500, 30_000)]);
      await phone.until('it is heard', () => phone.hears(500) > audibleDb);
      playback.stop();
      await playback.ended;
      const received = phone.received;
      await phone.until('the line is silent', () => phone.loudness(20) < silentDb);
      t.ok(phone.received - received <= 3, `after ${phone.received - received} packets`);
    },
  );

  t.test(
    'a file that cannot be read fails its playback, and the next one plays',
    { buffered: true },
    async (t) => {
      const bench = await Bench.open(t, makeServer);
      const { endpoint } = await bench.call();
      const missing = endpoint.play([{ kind: 'file', path: `${bench.folder}/no-such.wav` }]);
      const good = endpoint.play([await bench.clip(500, 100)]);
      t.equal(await missing.ended, 'failed');
      t.equal(await good.ended, 'finished');
    },
  );

  t.test(
    'a playback ends with its leg, and one that is asked for later ends at once',
    { buffered: true },
    async (t) => {
      const bench = await Bench.open(t, makeServer);
      const { phone, endpoint } = await bench.call();
      const playing = endpoint.play([await bench.clip(500, 30_000)]);
      const waiting = endpoint.play([await bench.clip(500, 30_000)]);
      await phone.until('it is heard', () => phone.hears(500) > audibleDb);
      await endpoint.close();
      t.equal(await playing.ended, 'gone');
      t.equal(await waiting.ended, 'gone');
      t.equal(await endpoint.play([await bench.clip(500, 100)]).ended, 'gone');
    },
  );

  t.test(
    'in a conference a prompt to one member is heard over the mix, by that member',
    { buffered: true },
    async (t) => {
      const bench = await Bench.open(t, makeServer);
      const conference = await bench.conference();
      const a = await bench.member(conference, { toneHz: 400 });
      const b = await bench.member(conference, { toneHz: 700 });
      await b.phone.until('B hears A', () => b.phone.hears(400) > audibleDb);
      await b.phone.hear(300);
      const before = b.phone.hears(400);
      const playback = b.endpoint.play([await bench.clip(1100, 30_000)]);
      await b.phone.until('B hears the prompt', () => b.phone.hears(1100) > audibleDb);
      await b.phone.until('the mix is turned down', () => b.phone.hears(400) < before - 6);
      await b.phone.hear(200);
      t.ok(b.phone.hears(400) > silentDb, 'and still heard');
      t.ok(b.phone.hears(700) < silentDb, 'without B itself');
      t.ok(a.phone.hears(1100) < silentDb, 'A does not hear the prompt');
      playback.stop();
      await b.phone.until('the mix comes up again', () => b.phone.hears(400) > before - 1);
    },
  );

  t.test(
    'a prompt to all is heard by every member, whatever its codec, in its turn',
    { buffered: true },
    async (t) => {
      const bench = await Bench.open(t, makeServer);
      const conference = await bench.conference();
      const calls = [
        await bench.member(conference, { codec: 'PCMA' }),
        await bench.member(conference, { codec: 'G722', toneHz: 400 }),
        await bench.member(conference, { codec: 'opus' }, { muted: true }),
      ];
      const first = conference.play([await bench.clip(900, 1_000)]);
      const second = conference.play([await bench.clip(1300, 1_000)]);
      for (const hz of [900, 1300]) {
        for (const { phone } of calls) {
          await phone.until(`${phone.codec} hears ${hz}`, () => phone.hears(hz) > audibleDb);
        }
      }
      t.equal(await first.ended, 'finished');
      t.equal(await second.ended, 'finished');
    },
  );

  t.test(
    'hold music loops for all who listen, under their prompts, until it is ended',
    { buffered: true },
    async (t) => {
      const bench = await Bench.open(t, makeServer);
      const music = await bench.clip(600, 300);
      const a = await bench.call();
      const b = await bench.call({ codec: 'G722' });
      a.endpoint.setHoldMusic(music);
      b.endpoint.setHoldMusic(music);
      for (const { phone } of [a, b]) {
        await phone.until('music', () => phone.hears(600) > audibleDb);
        await phone.hear(800);
        t.ok(phone.hears(600) > audibleDb, 'it goes on past its end');
      }
      const prompt = a.endpoint.play([await bench.clip(1000, 400)]);
      await a.phone.until('the prompt is heard', () => a.phone.hears(1000) > audibleDb);
      t.equal(await prompt.ended, 'finished');
      await a.phone.until('music again', () => a.phone.hears(600) > audibleDb);
      a.endpoint.setHoldMusic(null);
      await a.phone.until('silence', () => a.phone.loudness() < silentDb);
      t.ok(b.phone.hears(600) > audibleDb, 'the other still hears it');
    },
  );
}
