import t from 'tap';
import {
  SecretThrottle,
  type SecretKind,
  type TryBudgets,
  pendingWaitMs,
} from '../../../../bridge/application/defence/secret-throttle.js';
import type { Tally } from '../../../../bridge/ports/tallies.js';
import { livingBytes } from '../../../support/heap.js';
import { SeededRandom } from '../../../support/seeded-random.js';
import { guessingSettings } from './settings.js';

const hourMs = 3_600_000;
const budgets = guessingSettings();

/** A throttle asked by someone whose PINs are as the test says. */
class Guessed {
  readonly kept = new Map<string, Tally>();
  readonly throttle: SecretThrottle;

  constructor(secret: SecretKind = 'pin', changes: Partial<TryBudgets> = {}) {
    const keep = (tally: Tally) => this.kept.set(`${tally.kind} ${tally.key}`, tally);
    this.throttle = new SecretThrottle(secret, { ...budgets[secret], ...changes }, keep);
  }

  /** @returns how long to wait first; 0 when it was checked */
  key(
    right: boolean,
    caller: string | null,
    nowMs: number,
    roomId = 'room',
    via = 'trunk',
  ): number {
    const verdict = this.throttle.begin({ caller, via, roomId }, nowMs);
    if (verdict.kind === 'wait') return verdict.delayMs;
    if (right) this.throttle.right(verdict.ticket, nowMs);
    else this.throttle.wrong(verdict.ticket, nowMs);
    return 0;
  }

  /** The same after a restart. */
  restarted(nowMs: number): Guessed {
    const next = new Guessed();
    for (const tally of this.kept.values()) next.throttle.restore(tally, nowMs);
    return next;
  }
}

t.test('three wrong PINs are free, then each wait doubles up to its longest', (t) => {
  const guessed = new Guessed();
  const waits: number[] = [];
  let nowMs = 0;
  for (let tries = 0; tries < 12; tries++) {
    const waitMs = guessed.key(false, '+3225550100', nowMs);
    waits.push(waitMs);
    nowMs += waitMs;
    if (waitMs > 0) t.equal(guessed.key(false, '+3225550100', nowMs), 0);
  }
  t.same(waits.slice(0, 6), [0, 0, 0, 2_000, 4_000, 8_000]);
  t.equal(waits.at(-1), budgets.pin.longestWaitMs);
  t.end();
});

t.test('tries made at once, on several lines, are counted at once', (t) => {
  const { throttle } = new Guessed();
  const begun = Array.from({ length: 50 }, () =>
    throttle.begin({ caller: 'one', via: 'trunk', roomId: 'room' }, 0),
  );
  t.equal(begun.filter(({ kind }) => kind === 'check').length, 3);
  t.match(begun.at(-1), { kind: 'wait', delayMs: pendingWaitMs }, 'the others wait for these');
  t.end();
});

t.test('a try that could not be checked costs nothing', (t) => {
  const { throttle } = new Guessed();
  for (let tries = 0; tries < 100; tries++) {
    const verdict = throttle.begin({ caller: 'one', via: 'trunk', roomId: 'room' }, 0);
    if (verdict.kind === 'check') throttle.dropped(verdict.ticket, 0);
    else t.fail(`try ${tries} had to wait`);
  }
  t.end();
});

t.test('redialling does not reset the tries, and another room does not help', (t) => {
  const guessed = new Guessed();
  for (let tries = 0; tries < 3; tries++) guessed.key(false, 'one', tries * 100);
  t.ok(guessed.key(false, 'one', 1_000) > 0);
  t.ok(guessed.key(false, 'one', 1_000, 'other room') > 0);
  t.equal(guessed.key(false, 'two', 1_000), 0);
  t.end();
});

t.test('a restart forgives nothing', (t) => {
  const guessed = new Guessed();
  for (let tries = 0; tries < 5; tries++) guessed.key(false, 'one', tries * 10_000);
  for (let n = 0; n < 30; n++) guessed.key(false, `forged ${n}`, 50_000);
  guessed.key(true, 'owner', 60_000_000, 'own room');
  const later = guessed.restarted(51_000);
  t.equal(later.key(false, 'one', 51_000), guessed.key(false, 'one', 51_000));
  t.ok(later.key(false, 'new', 51_000) > 1_000, 'the budget of strangers is as used up as before');
  for (let n = 0; n < 30; n++) later.key(false, `forged ${n}`, 51_000, 'own room');
  t.equal(later.key(true, 'owner', 51_000, 'own room'), 0, 'the owner is known still');
  t.end();
});

t.test('right PINs cost nothing, however many organizers share a line', (t) => {
  const guessed = new Guessed();
  for (let call = 0; call < 1_000; call++) {
    if (guessed.key(true, 'office', call) !== 0) t.fail(`call ${call} had to wait`);
  }
  t.end();
});

t.test('wrong tries are forgotten with time', (t) => {
  const guessed = new Guessed();
  for (let tries = 0; tries < 3; tries++) guessed.key(false, 'one', 0);
  t.ok(guessed.key(false, 'one', 0) > 0);
  for (let tries = 0; tries < 3; tries++) t.equal(guessed.key(false, 'one', hourMs), 0);
  t.end();
});

t.test('strangers of one trunk share a budget, whatever rooms they try', (t) => {
  const guessed = new Guessed();
  let tries = 0;
  while (guessed.key(false, `forged ${tries}`, 0, `room ${tries}`) === 0) tries += 1;
  t.equal(tries, budgets.pin.trunkTries);
  t.equal(guessed.key(false, 'other', 0, 'room', 'other trunk'), 0);
  t.end();
});

t.test('callers who withhold their numbers do not hold one another up', (t) => {
  const guessed = new Guessed();
  for (let tries = 0; tries < 10; tries++) t.equal(guessed.key(false, null, 0), 0);
  t.ok(guessed.key(false, 'one', 0) === 0);
  t.end();
});

/** The most tries that a greedy guesser gets through in an hour. */
function triesInAnHour(callerOf: (tries: number) => string, known: readonly string[]): number {
  const guessed = new Guessed();
  for (const caller of known) guessed.key(true, caller, 0);
  let tries = 0;
  for (let nowMs = 0; nowMs < hourMs;) {
    const waitMs = guessed.key(false, callerOf(tries), nowMs);
    if (waitMs === 0) tries += 1;
    nowMs += waitMs;
  }
  return tries;
}

t.test('the guesses of an hour are bounded, as decision record 0004 says', (t) => {
  const one = triesInAnHour(() => 'one', []);
  const forged = triesInAnHour((tries) => `forged ${tries}`, []);
  const stolen = triesInAnHour(() => 'owner', ['owner']);
  t.ok(one <= 40, `${one} by one caller`);
  t.ok(forged <= 140, `${forged} by a forged caller each`);
  t.ok(stolen <= 130, `${stolen} in the name of a known caller`);
  t.end();
});

t.test('whatever strangers do, a known caller waits at most 30 s', (t) => {
  for (let seed = 1; seed <= 50; seed++) {
    const random = new SeededRandom(seed);
    const guessed = new Guessed();
    guessed.key(true, 'owner', 0);
    let nowMs = 0;
    let ownNameUsed = false;
    for (let step = 0; step < 2_000; step++) {
      nowMs += random.below(5_000);
      const caller = random.below(10) === 0 && seed % 2 === 0 ? 'owner' : `s${random.below(500)}`;
      ownNameUsed ||= caller === 'owner';
      guessed.key(false, caller, nowMs, random.below(4) === 0 ? 'other' : 'room');
    }
    const waitMs = guessed.key(true, 'owner', nowMs);
    const longestMs = ownNameUsed ? budgets.pin.knownLongestWaitMs : 0;
    t.ok(waitMs <= longestMs, `${waitMs} ms, seed ${seed}`);
    if (waitMs > 0) t.equal(guessed.key(true, 'owner', nowMs + waitMs), 0, `seed ${seed}`);
  }
  t.end();
});

t.test('500 participants of one office key the security code, one in ten wrongly at first', (t) => {
  for (const numbers of [1, 500]) {
    const random = new SeededRandom(numbers);
    const { throttle } = new Guessed('security-code');
    let longestMs = 0;
    // Two checks run at once, 40 ms each, as the bridge does; the callers come within a minute.
    const due: { readonly atMs: number; readonly run: (nowMs: number) => void }[] = [];
    const at = (atMs: number, run: (nowMs: number) => void): void => {
      const index = due.findIndex((one) => one.atMs > atMs);
      due.splice(index < 0 ? due.length : index, 0, { atMs, run });
    };
    const enter = (caller: string, right: boolean, arrivedMs: number, nowMs: number): void => {
      const verdict = throttle.begin({ caller, via: 'trunk', roomId: 'room' }, nowMs);
      if (verdict.kind === 'wait') {
        at(nowMs + verdict.delayMs, (laterMs) => enter(caller, right, arrivedMs, laterMs));
        return;
      }
      at(nowMs + 40, (laterMs) => {
        longestMs = Math.max(longestMs, laterMs - arrivedMs);
        if (right) throttle.right(verdict.ticket, laterMs);
        else throttle.wrong(verdict.ticket, laterMs);
        if (!right) at(laterMs + 4_000, (againMs) => enter(caller, true, againMs, againMs));
      });
    };
    for (let n = 0; n < 500; n++) {
      const right = random.below(10) > 0;
      const caller = `+32255501${n % numbers}`;
      at(random.below(60_000), (nowMs) => enter(caller, right, nowMs, nowMs));
    }
    for (let ran = 0; due.length > 0; ran++) {
      if (ran > 1_000_000) throw new Error('the callers never get in');
      const next = due.shift()!;
      next.run(next.atMs);
    }
    t.ok(longestMs < 5_000, `${longestMs} ms with ${numbers} numbers`);
  }
  t.end();
});

t.test('memory is bounded under a flood of forged callers', (t) => {
  const { throttle } = new Guessed();
  const flood = (n: number, caller: string): void => {
    const attempt = { caller, via: `trunk ${n % 1_000}`, roomId: `room ${n % 30_000}` };
    const verdict = throttle.begin(attempt, n * 1_000);
    if (verdict.kind === 'check') throttle.dropped(verdict.ticket, n);
  };
  for (let n = 0; n < 60_000; n++) flood(n, `forged ${n}`);
  const before = livingBytes();
  for (let n = 0; n < 100_000; n++) flood(n, `more ${n}`);
  const grownMb = (livingBytes() - before) / 1e6;
  t.ok(grownMb < 50, `${grownMb.toFixed(1)} MB`);
  t.end();
});
