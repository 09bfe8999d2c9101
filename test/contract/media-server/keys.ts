import type { Test } from 'tap';
import type { EndpointEvents } from '../../../bridge/ports/media-server.js';
import { audibleDb, Bench, silentDb, type Call, type MakeServer } from './fixture.js';

type Digit = EndpointEvents['key'];

function digitsOf({ endpoint }: Call, count: number): Promise<readonly Digit[]> {
  const digits: Digit[] = [];
  return new Promise((resolve) => {
    endpoint.events.on('key', (...press) => {
      digits.push(press);
      if (digits.length === count) resolve(digits);
    });
  });
}

/** ITU-T Q.23. */
const toneHz: Readonly<Record<string, readonly [number, number]>> = {
  '1': [697, 1209],
  '5': [770, 1336],
  '#': [941, 1477],
};

export function keys(t: Test, makeServer: MakeServer): void {
  t.test('each key is told once, in order, with its length', { buffered: true }, async (t) => {
    const bench = await Bench.open(t, makeServer);
    for (const codec of ['PCMU', 'opus'] as const) {
      const call = await bench.call({ codec });
      const digits = digitsOf(call, 3);
      for (const key of ['4', '*', '#']) {
        call.phone.press(key, 120);
        await call.phone.hear(300);
      }
      t.same(
        (await digits).map(([key, durationMs, source]) => [key, durationMs, source]),
        ['4', '*', '#'].map((key) => [key, 120, 'rtp-event']),
      );
    }
  });

  t.test(
    'keys and the tone around them are not heard by the others',
    { buffered: true },
    async (t) => {
      const bench = await Bench.open(t, makeServer);
      const conference = await bench.conference();
      const a = await bench.member(conference, { toneHz: 400 });
      const b = await bench.member(conference);
      await b.phone.until('B hears A', () => b.phone.hears(400) > audibleDb);
      const digits = digitsOf(a, 1);
      a.phone.press('5', 600);
      await b.phone.until('A falls silent', () => b.phone.loudness(100) < silentDb);
      await digits;
      await b.phone.until('A is heard again', () => b.phone.hears(400) > audibleDb);
    },
  );

  t.test(
    'in-band tones are taken for keys where there are no telephone-events, unheard',
    { buffered: true },
    async (t) => {
      const bench = await Bench.open(t, makeServer);
      const conference = await bench.conference();
      const a = await bench.member(conference, { events: false });
      const b = await bench.member(conference);
      await b.phone.hear(100);
      let loudest = -120;
      for (const key of ['1', '5', '#']) {
        const digits = digitsOf(a, 1);
        const [low, high] = toneHz[key]!;
        a.phone.voice = (time) =>
          5000 * (Math.sin(2 * Math.PI * low * time) + Math.sin(2 * Math.PI * high * time));
        const [[heard, , source]] = (await digits) as [Digit];
        t.same([heard, source], [key, 'in-band']);
        loudest = Math.max(loudest, b.phone.loudness(40));
        a.phone.voice = () => 0;
        await b.phone.hear(200);
        loudest = Math.max(loudest, b.phone.loudness(40));
      }
      t.ok(loudest < silentDb, `the others heard ${Math.round(loudest)} dB of it`);
    },
  );
}
