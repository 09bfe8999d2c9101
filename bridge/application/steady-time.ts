import type { Clock } from '../ports/clock.js';

/**
 * Wall time at the start, monotonic from there: a clock that is set while a conference runs neither
 * ends its grace period early nor makes its history run backwards.
 */
export function steadyTime(clock: Clock): () => number {
  const wallStartMs = clock.now();
  const monotonicStartMs = clock.monotonicMs();
  return () => Math.round(wallStartMs + clock.monotonicMs() - monotonicStartMs);
}
