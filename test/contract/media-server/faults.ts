import type { Test } from 'tap';
import { audibleDb, Bench, next, type MakeServer } from './fixture.js';

export function faults(t: Test, makeServer: MakeServer): void {
  t.test(
    'a crash ends its calls and conferences, and new calls go on',
    { buffered: true },
    async (t) => {
      const bench = await Bench.open(t, makeServer);
      const conference = await bench.conference();
      const { phone, endpoint } = await bench.member(conference, { toneHz: 400 });
      await next((listener) => conference.events.on('talking', listener));
      const told: string[] = [];
      conference.events.on('talking', (id, talking) => told.push(`${id} ${talking}`));
      conference.events.on('lost', () => told.push('conference lost'));
      endpoint.events.on('lost', () => told.push('endpoint lost'));
      const playback = endpoint.play([{ kind: 'silence', durationMs: 60_000 }]);
      const announcement = conference.play([{ kind: 'silence', durationMs: 60_000 }]);
      await phone.hear(200);

      await bench.under.crash(endpoint);
      t.equal(await playback.ended, 'gone');
      t.equal(await announcement.ended, 'gone');
      t.same(told, ['400 false', 'conference lost', 'endpoint lost']);
      const report = await endpoint.close();
      t.ok(report.packetsReceived > 0, 'what was known of the line is not lost');
      await t.rejects(
        endpoint.leave().then(() => endpoint.renegotiate(phone.sdp())),
        {
          code: 'media-lost',
        },
      );

      const room = await bench.conference('after');
      const a = await bench.member(room, { toneHz: 500 });
      const b = await bench.member(room, { toneHz: 900 });
      await a.phone.until('calls go on', () => a.phone.hears(900) > audibleDb);
      await b.phone.until('both ways', () => b.phone.hears(500) > audibleDb);
      t.equal(bench.server.status().endpoints, 2);
    },
  );

  t.test(
    'a hundred legs that join, leave and close at once leave nothing behind',
    { buffered: true },
    async (t) => {
      const bench = await Bench.open(t, makeServer);
      const free = bench.server.status().portsFree;
      const conference = await bench.conference();
      const { phone } = await bench.member(conference, { toneHz: 400 });
      const listener = await bench.member(conference);
      const offer = (await bench.phone()).sdp();
      const endpoints = await Promise.all(
        Array.from({ length: 100 }, () =>
          bench.server.createEndpoint({ offer, allowSrtp: false, mediaTimeoutMs: 60_000 }),
        ),
      );
      await Promise.all(
        endpoints.map(async (endpoint, i) => {
          const options = { muted: i % 2 === 0, deaf: i % 5 === 0 };
          await endpoint.join(conference, { memberId: `churn ${i}`, ...options });
          if (i % 3 === 0) await endpoint.leave();
          if (i % 6 === 0) await endpoint.join(conference, { memberId: `again ${i}`, ...options });
          conference.setMuted(`churn ${i}`, i % 4 === 0);
        }),
      );
      await listener.phone.until(
        'the talker is heard through it',
        () => listener.phone.hears(400) > audibleDb,
      );
      t.equal(bench.server.status().endpoints, 102);
      await Promise.all(endpoints.map((endpoint) => endpoint.close()));
      t.equal(bench.server.status().endpoints, 2);
      await listener.phone.hear(200);
      t.ok(listener.phone.hears(400) > audibleDb, 'and after it');
      t.ok(phone.received > 0);
      await bench.server.close();
      t.equal(bench.server.status().ready, false);
      t.ok(bench.server.status().portsFree <= free);
      await t.rejects(
        bench.server.createEndpoint({ offer, allowSrtp: false, mediaTimeoutMs: 60_000 }),
        { code: 'media-lost' },
      );
    },
  );
}
