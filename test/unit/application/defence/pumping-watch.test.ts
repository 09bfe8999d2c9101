import t from 'tap';
import { rangeOf } from '../../../../bridge/application/defence/number-range.js';
import {
  PumpingWatch,
  type PumpingSettings,
} from '../../../../bridge/application/defence/pumping-watch.js';
import type { Tally } from '../../../../bridge/ports/tallies.js';
import { loadConfig } from '../../../../config/load.js';
import { livingBytes } from '../../../support/heap.js';
import { SeededRandom } from '../../../support/seeded-random.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const settings = loadConfig({}).defence.pumping;
const range = '+32255501';

class Calls {
  readonly kept = new Map<string, Tally>();
  readonly watch: PumpingWatch;
  readonly suspicions: number[] = [];
  refused: string[] = [];
  #calls = 0;

  constructor(changes: Partial<PumpingSettings> = {}) {
    const keep = (tally: Tally) => this.kept.set(`${tally.kind} ${tally.key}`, tally);
    this.watch = new PumpingWatch({ ...settings, ...changes }, keep);
  }

  /** @returns the call's id, or null when it was refused */
  arrive(nowMs: number, from = range): string | null {
    const id = `call ${++this.#calls}`;
    const { arrival, suspicion } = this.watch.arrived(id, from, nowMs);
    if (suspicion !== null) this.suspicions.push(nowMs);
    if (arrival.kind === 'taken') return id;
    this.refused.push(arrival.cap);
    return null;
  }

  /** Calls of an hour, ten at once, which all sit for a while and hang up. */
  pump(fromMs: number, count: number): void {
    for (let n = 0; n < count; n += 10) {
      const atMs = fromMs + Math.floor((n * 50 * minuteMs) / count);
      const ids = Array.from({ length: 10 }, () => this.arrive(atMs));
      for (const id of ids) if (id !== null) this.watch.over(id, atMs + minuteMs);
    }
  }
}

t.test('a range is the first digits of a number; the withheld of a trunk are one', (t) => {
  const table: readonly (readonly [string | null, string])[] = [
    ['+3225550123', '+32255501'],
    ['+32 2 555-01.23', '+32255501'],
    ['025550123', '02555012'],
    ['+32', '+32'],
    ['anonymous', 'withheld carrier'],
    [null, 'withheld carrier'],
  ];
  for (const [number, expected] of table) {
    t.equal(rangeOf(number, 'carrier', 8), expected, number ?? 'withheld');
  }
  t.equal(rangeOf('+3225550123', 'carrier', 5), '+32255');
  t.end();
});

t.test('calls that sit to no use, hour after hour, are suspected in the fifth, and capped', (t) => {
  const calls = new Calls();
  for (let hour = 0; hour < 4; hour++) calls.pump(hour * hourMs, 40);
  t.same(calls.refused, [], 'the first hours are taken as they come');
  calls.pump(4 * hourMs, 60);
  t.equal(calls.suspicions.length, 1, 'told once');
  t.ok(calls.refused.length >= 20, 'what follows is capped');
  calls.refused = [];
  calls.pump(5 * hourMs, 60);
  t.ok(calls.refused.includes('concurrent'), 'at most five at once');
  t.ok(calls.refused.includes('per-hour'), 'and few in an hour');
  t.match(calls.watch.counts, { idle: 0, suspected: 1 });
  calls.refused = [];
  calls.pump(6 * hourMs, 40);
  t.ok(calls.refused.length > 0, 'what keeps trying stays suspected');
  t.equal(calls.suspicions.length, 1);
  t.end();
});

t.test('a range that stops is trusted again after a day', (t) => {
  const calls = new Calls();
  for (let hour = 0; hour < 6; hour++) calls.pump(hour * hourMs, 40);
  t.equal(calls.suspicions.length, 1);
  calls.refused = [];
  calls.pump(30 * hourMs, 40);
  t.same(calls.refused, []);
  t.equal(calls.watch.counts.suspected, 0);
  t.end();
});

t.test('calls that sit for whole hours are seen though none has ended', (t) => {
  const calls = new Calls();
  for (let n = 0; n < 40; n++) calls.arrive(n);
  t.equal(calls.suspicions.length, 0);
  calls.arrive(5 * hourMs);
  t.equal(calls.suspicions.length, 1);
  t.end();
});

t.test('an honest caller of a suspected range gets through, and what it does is of use', (t) => {
  const calls = new Calls();
  for (let hour = 0; hour < 5; hour++) calls.pump(hour * hourMs, 40);
  const members: string[] = [];
  for (let n = 0; n < 15; n++) {
    const id = calls.arrive(6 * hourMs + n);
    if (id === null) continue;
    calls.watch.reached(id, 6 * hourMs + n);
    members.push(id);
  }
  t.equal(members.length, 15, 'calls in a conference take no place of the idle');
  for (const id of members) calls.watch.over(id, 7 * hourMs);
  t.same(calls.watch.counts.idle, 0);
  t.end();
});

t.test('a restart forgives nothing', (t) => {
  const calls = new Calls();
  for (let hour = 0; hour < 4; hour++) calls.pump(hour * hourMs, 40);
  calls.pump(4 * hourMs, 30);
  t.equal(calls.suspicions.length, 0, 'the last call of it has not come yet');
  const later = new Calls();
  for (const tally of calls.kept.values()) later.watch.restore(tally, 5 * hourMs);
  later.arrive(5 * hourMs);
  t.equal(later.suspicions.length, 1);
  t.end();
});

/** A day with meetings of 500 callers, in the order of what happens; returns what was refused. */
function dayOfMeetings(random: SeededRandom, organizerComes: readonly boolean[], from: string) {
  const calls = new Calls();
  const happens: { readonly atMs: number; readonly run: (nowMs: number) => void }[] = [];
  organizerComes.forEach((comes, meeting) => {
    const startMs = Math.round(
      ((meeting + random.below(100) / 100) / organizerComes.length) * 20 * hourMs,
    );
    for (let n = 0; n < 500; n++) {
      let id: string | null = null;
      const act = (afterMs: number, run: (nowMs: number) => void) =>
        happens.push({ atMs: startMs + afterMs, run });
      act(random.below(5 * minuteMs), (nowMs) => (id = calls.arrive(nowMs, from)));
      if (comes) act(10 * minuteMs, (nowMs) => id !== null && calls.watch.reached(id, nowMs));
      const lastsMs = comes ? 70 * minuteMs : 10 * minuteMs + random.below(25 * minuteMs);
      act(lastsMs, (nowMs) => id !== null && calls.watch.over(id, nowMs));
    }
  });
  happens.sort((a, b) => a.atMs - b.atMs);
  for (const { atMs, run } of happens) run(atMs);
  return { refused: calls.refused.length, suspicions: calls.suspicions.length };
}

t.test('no conference of 500 callers behind one trunk is troubled, whatever their numbers', (t) => {
  const numbers = { office: '+3225550100', range: '+32255501999', withheld: null };
  for (const [name, number] of Object.entries(numbers)) {
    const from = rangeOf(number, 'carrier', settings.prefixDigits);
    for (let seed = 1; seed <= 5; seed++) {
      const random = new SeededRandom(seed);
      const untroubled = { refused: 0, suspicions: 0 };
      const many = Array.from({ length: 8 }, (_, meeting) => meeting % 3 !== 1);
      t.same(dayOfMeetings(random, many, from), untroubled, `${name}, seed ${seed}`);
      const twoInVain = dayOfMeetings(random, [false, false], from);
      t.same(twoInVain, untroubled, `no organizer comes, ${name}, seed ${seed}`);
    }
  }
  t.end();
});

t.test('whatever comes and goes, the idle are counted exactly, and the caps hold', (t) => {
  for (let seed = 1; seed <= 30; seed++) {
    const random = new SeededRandom(seed);
    const caps = { concurrent: 12, perHour: 60, suspectedConcurrent: 3, suspectedPerHour: 9 };
    const calls = new Calls({ ...caps, badHourCalls: 5, badHours: 2 });
    const idle = new Map<string, string>();
    const inMix: string[] = [];
    let nowMs = 0;
    for (let step = 0; step < 3_000; step++) {
      nowMs += random.below(2 * minuteMs);
      const from = `range ${random.below(4)}`;
      const some = [...idle.keys()][random.below(Math.max(1, idle.size))];
      switch (random.below(4)) {
        case 0:
        case 1: {
          const id = calls.arrive(nowMs, from);
          if (id !== null) idle.set(id, from);
          break;
        }
        case 2:
          if (some === undefined) break;
          idle.delete(some);
          calls.watch.over(some, nowMs);
          break;
        default:
          if (some === undefined) break;
          idle.delete(some);
          inMix.push(some);
          calls.watch.reached(some, nowMs);
          calls.watch.reached(some, nowMs);
          calls.watch.over(inMix.shift()!, nowMs);
      }
      if (calls.watch.counts.idle !== idle.size) t.fail(`idle calls at step ${step}, seed ${seed}`);
      for (let n = 0; n < 4; n++) {
        const now = [...idle.values()].filter((one) => one === `range ${n}`).length;
        if (now > caps.concurrent) t.fail(`${now} idle at step ${step}, seed ${seed}`);
      }
    }
    for (const id of [...idle.keys(), ...inMix]) calls.watch.over(id, nowMs);
    t.equal(calls.watch.counts.idle, 0, `seed ${seed}`);
  }
  t.end();
});

t.test('memory is bounded when every call comes from another range', (t) => {
  const calls = new Calls();
  const flood = (n: number): void => {
    const id = calls.arrive(n, `range ${n}`);
    if (id !== null) calls.watch.over(id, n);
    calls.kept.clear();
  };
  for (let n = 0; n < 60_000; n++) flood(n);
  const before = livingBytes();
  for (let n = 60_000; n < 120_000; n++) flood(n);
  const grownMb = (livingBytes() - before) / 1e6;
  t.ok(grownMb < 40, `${grownMb.toFixed(1)} MB`);
  t.end();
});
