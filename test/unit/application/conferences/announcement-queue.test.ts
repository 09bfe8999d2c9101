import t from 'tap';
import {
  type Announcement,
  AnnouncementQueue,
} from '../../../../bridge/application/conferences/announcement-queue.js';
import type { SayablePhrase } from '../../../../bridge/application/prompts/announcer.js';
import type { Playback, PlaybackEnd } from '../../../../bridge/ports/media-server.js';

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const tone = announcement(0, { tone: 'entry-tone' });
const number = (n: number): Announcement => announcement(n, { number: n });

function announcement(order: number, phrase: SayablePhrase): Announcement {
  return { phrases: [phrase], order, mustBeHeard: null };
}

/** Remembers what was played, in order; the test says when each ends. */
class Ear {
  readonly heard: string[] = [];
  stopped = 0;
  quiet: Promise<void> = Promise.resolve();
  readonly queue: AnnouncementQueue;
  #end: (end: PlaybackEnd) => void = () => undefined;
  #playing = 0;

  constructor() {
    this.queue = new AnnouncementQueue({
      play: ({ phrases }) => Promise.resolve(this.#play(phrases)),
      quiet: () => this.quiet,
      failed: (error) => {
        throw error;
      },
    });
  }

  async ends(end: PlaybackEnd = 'finished'): Promise<void> {
    this.#end(end);
    await settle();
  }

  #play(phrases: readonly SayablePhrase[]): Playback {
    if (++this.#playing > 1) throw new Error('two at once');
    this.heard.push(...phrases.map((phrase) => Object.values(phrase).join()));
    const ended = new Promise<PlaybackEnd>((resolve) => {
      this.#end = (end) => {
        this.#playing = 0;
        resolve(end);
      };
    });
    return {
      ended,
      stop: () => {
        this.stopped += 1;
        this.#end('stopped');
      },
    };
  }
}

t.test('announcements follow one another, never two at once', async (t) => {
  const ear = new Ear();
  for (const n of [1, 2, 3]) ear.queue.add(number(n));
  await settle();
  t.same(ear.heard, ['1']);
  await ear.ends();
  t.same(ear.heard, ['1', '2']);
  await ear.ends();
  await ear.ends();
  t.same(ear.heard, ['1', '2', '3']);
  await ear.queue.idle();
  ear.queue.add(number(4));
  await settle();
  t.same(ear.heard, ['1', '2', '3', '4']);
});

t.test('when they pile up, the oldest that waits is dropped', async (t) => {
  const ear = new Ear();
  for (let n = 1; n <= 10; n++) ear.queue.add(number(n));
  for (let n = 1; n <= 10; n++) await ear.ends();
  t.equal(ear.heard[0], '1');
  t.same(ear.heard.slice(1), ['9', '10'], 'what is true now is said');
});

t.test('what is added late is told before what came about after it', async (t) => {
  const ear = new Ear();
  for (const n of [1, 4, 3]) ear.queue.add(number(n));
  for (let n = 0; n < 3; n++) {
    await settle();
    await ear.ends();
  }
  t.same(ear.heard, ['1', '3', '4']);
});

t.test('a tone is not worth waiting for', async (t) => {
  const ear = new Ear();
  ear.queue.add(tone);
  ear.queue.add(tone);
  ear.queue.add(number(1));
  ear.queue.add(tone);
  for (let n = 0; n < 4; n++) {
    await settle();
    await ear.ends();
  }
  t.same(ear.heard, ['entry-tone', '1']);
});

t.test('an interruption silences what is heard and forgets what waits', async (t) => {
  const ear = new Ear();
  ear.queue.add(number(1));
  ear.queue.add(number(2));
  await settle();
  ear.queue.interrupt();
  ear.queue.add(number(3));
  await settle();
  t.equal(ear.stopped, 1);
  t.same(ear.heard, ['1', '3']);
});

t.test('it waits until the listeners hear nothing else, and may be interrupted so', async (t) => {
  const ear = new Ear();
  let free: () => void = () => undefined;
  ear.quiet = new Promise((resolve) => (free = resolve));
  ear.queue.add(number(1));
  await settle();
  t.same(ear.heard, []);
  ear.queue.interrupt();
  ear.queue.add(number(2));
  free();
  await settle();
  t.same(ear.heard, ['2']);
});

t.test('what cannot be played is passed over', async (t) => {
  const heard: string[] = [];
  const queue = new AnnouncementQueue({
    play: ({ phrases }) => {
      heard.push(JSON.stringify(phrases));
      return Promise.resolve(null);
    },
    quiet: () => Promise.resolve(),
    failed: (error) => t.fail(String(error)),
  });
  queue.add(number(1));
  queue.add(number(2));
  await settle();
  t.equal(heard.length, 2);
});

t.test('one that throws is told of, and silences neither what waits nor what comes', async (t) => {
  const heard: SayablePhrase[] = [];
  const failures: unknown[] = [];
  const ends: PlaybackEnd[] = [];
  let [broken, deaf] = [true, false];
  const queue = new AnnouncementQueue({
    play: ({ phrases }) => {
      if (broken) throw new Error('no such prompt');
      heard.push(...phrases);
      return Promise.resolve({
        ended: Promise.resolve('finished' as const),
        stop: () => undefined,
      });
    },
    quiet: () => (deaf ? Promise.reject(new Error('never quiet')) : Promise.resolve()),
    failed: (error) => {
      broken = false;
      failures.push(error);
    },
  });
  queue.add({ ...number(1), mustBeHeard: (end) => ends.push(end) });
  queue.add(number(2));
  await queue.idle();
  t.same(heard, [{ number: 2 }]);
  t.same(ends, ['failed']);
  deaf = true;
  queue.add(number(3));
  await queue.idle();
  deaf = false;
  queue.add({
    ...number(4),
    mustBeHeard: () => {
      throw new Error('a broken listener');
    },
  });
  queue.add(number(5));
  await queue.idle();
  t.same(heard, [{ number: 2 }, { number: 4 }, { number: 5 }]);
  t.match(
    failures,
    [/no such prompt/, /never quiet/, /a broken listener/].map((message) => ({ message })),
  );
});
