import { performance } from 'node:perf_hooks';
import type { Clock, Timer } from '../ports/clock.js';

/** The longest delay that setTimeout takes: above it, Node fires at once. */
const longestDelayMs = 2 ** 31 - 1;

/** The machine's own time. Its timers keep the process alive until they have run or are cancelled. */
export function createSystemClock(): Clock {
  return {
    now: () => Date.now(),
    monotonicMs: () => performance.now(),
    after: (delayMs, _label, action) => startTimer(delayMs, action),
  };
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
