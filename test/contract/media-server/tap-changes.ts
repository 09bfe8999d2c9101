import type { Test } from 'tap';
import { TapEar } from '../../support/tap-ear.js';
import { Bench, type MakeServer } from './fixture.js';

/** What changes in a conference while its mix is recorded. */
export function tapChanges(t: Test, makeServer: MakeServer): void {
  t.test(
    'a tap has every voice, whatever its codec, and no click when wideband comes or goes',
    { buffered: true },
    async (t) => {
      const bench = await Bench.open(t, makeServer);
      const conference = await bench.conference();
      await bench.member(conference, { toneHz: 400, codec: 'PCMU' });
      const ear = new TapEar(await conference.tap());
      await ear.until('a narrowband voice', () => ear.hears(400));
      const steady = ear.frames();
      const wide = await bench.member(conference, { toneHz: 1100, codec: 'G722' });
      await ear.until('a wideband voice as well', () => ear.hears(400) && ear.hears(1100));
      await bench.member(conference, { toneHz: 700, codec: 'opus' });
      await ear.until('three', () => [400, 700, 1100].every((hz) => ear.hears(hz)));
      await wide.endpoint.leave();
      await ear.until('wideband gone', () => !ear.hears(1100) && ear.hears(400));
      // Three such tones together move by 0.3 of full scale from one sample to the next at most.
      t.ok(ear.largestStep(steady) < 0.35, `a step of ${ear.largestStep(steady)}`);
    },
  );

  t.test(
    'a tap ends with its conference, and is lost with what mixes it',
    { buffered: true },
    async (t) => {
      const bench = await Bench.open(t, makeServer);
      const ended = await bench.conference('ended');
      await bench.member(ended, { toneHz: 500 });
      const first = new TapEar(await ended.tap());
      await first.until('the voice', () => first.hears(500));
      await ended.destroy();
      await first.tap.stop();
      t.equal(first.state, 'stopped');

      const lost = await bench.conference('lost');
      const { endpoint } = await bench.member(lost, { toneHz: 700 });
      const second = new TapEar(await lost.tap());
      await second.until('the voice', () => second.hears(700));
      await bench.under.crash(endpoint);
      await second.until('the loss', () => second.state === 'lost');
      await second.tap.stop();
      t.ok(second.frames() > 0, 'what was said before is there');
    },
  );
}
