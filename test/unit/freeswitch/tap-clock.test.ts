import t from 'tap';
import { TapClock } from '../../../bridge/freeswitch/tap-clock.js';
import {
  createFrameRing,
  FrameRingReader,
  ringFrameMs,
  ringFrameSamples,
} from '../../../bridge/kernel/frame-ring.js';

const loud = new Int16Array(ringFrameSamples).fill(1000);

/** One character a frame: # sound, . silence, x missing. */
class Tape {
  readonly ring = createFrameRing();
  readonly ticks = new TapClock(this.ring, 0);
  readonly #reader = new FrameRingReader(this.ring);
  #text = '';

  /** Frames of the time from one moment to another, as they would come without any trouble. */
  come(fromMs: number, toMs: number, firstSequence: number): void {
    for (let i = 0; fromMs + i * ringFrameMs < toMs; i++) {
      this.ticks.take(loud, (firstSequence + i) & 0xffff, fromMs + (i + 1) * ringFrameMs);
    }
  }

  get text(): string {
    const into = new Int16Array(ringFrameSamples);
    for (
      let missing = this.#reader.next(into);
      missing !== null;
      missing = this.#reader.next(into)
    ) {
      this.#text += 'x'.repeat(missing) + (into[0] === 0 ? '.' : '#');
    }
    return this.#text;
  }

  end(nowMs: number): string {
    this.ticks.stop(nowMs);
    return this.text + 'x'.repeat(this.#reader.missingAtEnd());
  }
}

t.test('frames that come in time stand where they came, past the turn of their numbers', (t) => {
  const tape = new Tape();
  tape.come(0, 200, 65_531);
  t.equal(tape.end(200), '#'.repeat(10));
  t.end();
});

t.test('a lost packet is silence, a double one nothing, one that is overtaken is lost', (t) => {
  const tape = new Tape();
  for (const sequence of [1, 2, 4, 4, 3, 5]) tape.ticks.take(loud, sequence, 120);
  t.equal(tape.end(100), '##.##');
  t.end();
});

t.test('while nobody is there it is silent; what a dead server owes is missing', (t) => {
  const tape = new Tape();
  tape.ticks.keepUp(200, 'empty');
  t.equal(tape.text, '.'.repeat(5));
  tape.ticks.keepUp(400, 'broken');
  t.equal(tape.text.length, 5, 'it may still come');
  tape.ticks.keepUp(500, 'broken');
  tape.come(500, 600, 1);
  t.equal(tape.end(600), `${'.'.repeat(5)}${'x'.repeat(15)}${'#'.repeat(5)}${'.'.repeat(5)}`);
  t.end();
});

t.test('a clock that runs fast makes no recording longer than its time', (t) => {
  const tape = new Tape();
  for (let i = 0; i < 100; i++) tape.ticks.take(loud, i, 1_000);
  const text = tape.end(1_000);
  t.ok(text.length >= 50 && text.length <= 56, `${text.length} frames of 50`);
  t.end();
});

t.test('a new stream has numbers of its own', (t) => {
  const tape = new Tape();
  tape.come(0, 100, 40_000);
  tape.ticks.restart();
  tape.come(100, 200, 7);
  t.equal(tape.end(200), '#'.repeat(10));
  t.end();
});
