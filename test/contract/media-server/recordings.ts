import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Test } from 'tap';
import { audibleDb, Bench, silentDb, type MakeServer } from './fixture.js';

const limits = { maxMs: 8_000, silenceMs: 3_000 };

/** Names as callers say them (A7): recorded from one leg, played to another. */
export function recordings(t: Test, makeServer: MakeServer): void {
  for (const codec of ['PCMU', 'G722'] as const) {
    t.test(
      `what a leg says over ${codec} is recorded until it is stopped, and can be played`,
      { buffered: true },
      async (t) => {
        const bench = await Bench.open(t, makeServer);
        const speaker = await bench.call({ codec, toneHz: 700 });
        const file = path.join(bench.folder, 'name.wav');
        const recording = speaker.endpoint.record({ path: file, ...limits });
        const received = speaker.phone.received;
        await speaker.phone.until(
          'a second has passed',
          () => speaker.phone.received > received + 50,
        );
        recording.stop();
        recording.stop();
        const end = await recording.ended;
        t.match(end, { kind: 'recorded', path: file });
        const durationMs = end.kind === 'recorded' ? end.durationMs : 0;
        t.ok(durationMs > 600 && durationMs < 3_000, `${durationMs} ms`);

        const { phone, endpoint } = await bench.call();
        const playback = endpoint.play([{ kind: 'file', path: file }]);
        await phone.until('the name is heard', () => phone.hears(700) > audibleDb);
        t.equal(await playback.ended, 'finished');
        t.ok(speaker.phone.loudness() < silentDb, 'the speaker hears nothing of it');
      },
    );
  }

  t.test(
    'a leg that says nothing has no recording, and none is left behind',
    { buffered: true },
    async (t) => {
      const bench = await Bench.open(t, makeServer);
      const { endpoint } = await bench.call({ toneHz: null });
      const file = path.join(bench.folder, 'silence.wav');
      const recording = endpoint.record({ path: file, maxMs: 8_000, silenceMs: 300 });
      t.same(await recording.ended, { kind: 'silent' });
      t.notOk(existsSync(file));
    },
  );

  t.test('a recording ends at its limit', { buffered: true }, async (t) => {
    const bench = await Bench.open(t, makeServer);
    const { endpoint } = await bench.call({ toneHz: 700 });
    const file = path.join(bench.folder, 'long.wav');
    const end = await endpoint.record({ path: file, maxMs: 600, silenceMs: 3_000 }).ended;
    t.match(end, { kind: 'recorded' });
    t.ok(end.kind === 'recorded' && end.durationMs <= 600);
  });

  t.test(
    'a leg that joins a conference, or closes, ends its recording',
    { buffered: true },
    async (t) => {
      const bench = await Bench.open(t, makeServer);
      const joining = await bench.call({ toneHz: 700 });
      const first = joining.endpoint.record({ path: path.join(bench.folder, 'a.wav'), ...limits });
      await joining.endpoint.join(await bench.conference(), {
        memberId: 'a',
        muted: false,
        deaf: false,
      });
      await first.ended;
      const closing = await bench.call({ toneHz: 700 });
      const second = closing.endpoint.record({ path: path.join(bench.folder, 'b.wav'), ...limits });
      await closing.endpoint.close();
      await second.ended;
      const late = closing.endpoint.record({ path: path.join(bench.folder, 'c.wav'), ...limits });
      t.same(await late.ended, { kind: 'failed' });
    },
  );

  t.test(
    'a file that cannot be written fails, and the leg goes on',
    { buffered: true },
    async (t) => {
      const bench = await Bench.open(t, makeServer);
      const { endpoint, phone } = await bench.call({ toneHz: 700 });
      const file = path.join(bench.folder, 'no', 'such', 'folder.wav');
      const end = await endpoint.record({ path: file, maxMs: 400, silenceMs: 3_000 }).ended;
      t.same(end, { kind: 'failed' });
      endpoint.play([await bench.clip(500, 2_000)]);
      await phone.until('a prompt is heard', () => phone.hears(500) > audibleDb);
    },
  );
}
