import { performance } from 'node:perf_hooks';
import { describeError } from '../kernel/errors.js';
import type { Clock, Timer } from '../ports/clock.js';
import { RepeatedAction, type ReportFailure } from './repeated-action.js';

/** The longest delay that setTimeout takes: above it, Node fires at once. */
const longestDelayMs = 2 ** 31 - 1;

const warn: ReportFailure = (error, label) => {
  process.emitWarning(`${label}: ${describeError(error)}`);
};

/** The machine's own time. Its timers keep the process alive until they have run or are cancelled. */
export function createSystemClock(report: ReportFailure = warn): Clock {
  const clock: Clock = {
    now: () => Date.now(),
    monotonicMs: () => performance.now(),
    after: (delayMs, _label, action) => startTimer(delayMs, action),
    every: (...asked) => new RepeatedAction(clock, asked, report),
  };
  return clock;
}

function startTimer(delayMs: number, action: () => void): Timer {
  let handle: NodeJS.Timeout;
  const wait = (leftMs: number): void => {
    handle =
      leftMs > longestDelayMs
        ? setTimeout(() => wait(leftMs - longestDelayMs), longestDelayMs)
        : setTimeout(action, Math.max(0, leftMs));
  };
  wait(delayMs);
  return { cancel: () => clearTimeout(handle) };
}
