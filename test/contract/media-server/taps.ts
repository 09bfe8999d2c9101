import { setImmediate } from 'node:timers/promises';
import type { Test } from 'tap';
import {
  FrameRingReader,
  ringFrameMs,
  ringFrameSamples,
} from '../../../bridge/kernel/frame-ring.js';
import type { ConferenceTap } from '../../../bridge/ports/media-server.js';
import { toneDbfs } from '../../support/listen.js';
import { audibleDb, Bench, silentDb, type MakeServer } from './fixture.js';

const rate = 16_000;
const windowMs = 200;

/** What comes out of a tap, put in its place in time; null where a frame is missing. */
class TapEar {
  readonly frames: (Int16Array | null)[] = [];
  readonly #reader: FrameRingReader;

  constructor({ source }: ConferenceTap) {
    this.#reader = new FrameRingReader(source.ring);
  }

  get state(): string {
    return this.#reader.state;
  }

  /** @returns the length so far [ms] */
  listen(): number {
    const into = new Int16Array(ringFrameSamples);
    for (
      let missing = this.#reader.next(into);
      missing !== null;
      missing = this.#reader.next(into)
    ) {
      for (; missing > 0; missing--) this.frames.push(null);
      this.frames.push(Int16Array.from(into));
    }
    return this.frames.length * ringFrameMs;
  }

  /** How loud the tone is in the last part of what was heard. */
  hears(hz: number): number {
    this.listen();
    const last = this.frames.slice(-windowMs / ringFrameMs);
    const samples = last.flatMap((frame) => [...(frame ?? new Int16Array(ringFrameSamples))]);
    return toneDbfs(
      Float64Array.from(samples, (sample) => sample / 32768),
      rate,
      hz,
    );
  }

  get missing(): number {
    return this.frames.filter((frame) => frame === null).length;
  }
}

/** The mix as a recording gets it. */
export function taps(t: Test, makeServer: MakeServer): void {
  t.test(
    'the mix comes out as one who says nothing hears it, as long as the time it took',
    { buffered: true },
    async (t) => {
      const bench = await Bench.open(t, makeServer);
      const conference = await bench.conference();
      const askedMs = performance.now();
      const tap = await conference.tap();
      const ear = new TapEar(tap);
      while (ear.listen() === 0) await setImmediate();
      const startMs = performance.now();
      const { phone, endpoint } = await bench.member(conference, { toneHz: 440 });
      await bench.member(conference, { toneHz: 1030, codec: 'G722' });
      await phone.until('both are in the mix', () => {
        return ear.hears(440) > audibleDb && ear.hears(1030) > audibleDb;
      });
      conference.setMuted('1030', true);
      await phone.until('who is muted is not', () => ear.hears(1030) < silentDb);
      endpoint.play([await bench.clip(700, 600)]);
      await phone.until(
        'what one is told is heard by that one',
        () => phone.hears(700) > audibleDb,
      );
      t.ok(ear.hears(700) < silentDb, 'and is not in the mix');
      conference.play([await bench.clip(1900, 1_000)]);
      await phone.until('what all are told is', () => ear.hears(1900) > audibleDb);
      const beforeMs = performance.now() - startMs;
      await tap.stop();
      await tap.stop();
      const afterMs = performance.now() - askedMs;
      const lengthMs = ear.listen();
      t.equal(ear.state, 'stopped');
      t.equal(ear.missing, 0);
      t.ok(
        lengthMs > beforeMs - 250 && lengthMs < afterMs + 200,
        `${lengthMs} ms of ${Math.round(beforeMs)} to ${Math.round(afterMs)}`,
      );
    },
  );

  t.test(
    'a conference without members is silent, and its end ends the tap',
    { buffered: true },
    async (t) => {
      const bench = await Bench.open(t, makeServer);
      const conference = await bench.conference();
      const tap = await conference.tap();
      const ear = new TapEar(tap);
      const { phone } = await bench.call({ toneHz: 440 });
      await phone.until('a second has passed', () => ear.listen() > 1_000);
      t.ok(ear.hears(440) < silentDb);
      const { endpoint } = await bench.member(conference, { toneHz: 620 });
      await phone.until('who comes is heard', () => ear.hears(620) > audibleDb);
      await endpoint.leave();
      await phone.until('who leaves is not', () => ear.hears(620) < silentDb);
      await conference.destroy();
      await phone.until('the tap has ended', () => ear.state !== 'open');
      await tap.stop();
    },
  );
}
