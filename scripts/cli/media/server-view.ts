import { EslConnection } from '../../../bridge/freeswitch/esl/connection.js';
import type { FreeSwitchServerSettings } from '../../../bridge/freeswitch/server.js';
import { describeError } from '../../../bridge/kernel/errors.js';
import { createSystemClock } from '../../../bridge/system/clock.js';

export interface ServerView {
  readonly name: string;
  /** Its event socket. */
  readonly address: string;
  readonly capacity: number;
  readonly weight: number;
  /** Why it takes no calls, beside the operator's wish; null when it does. */
  readonly problem: string | null;
  /** Of all who use it; null when it does not answer. */
  readonly sessions: number | null;
  readonly conferences: number | null;
  readonly drainedSince: string | null;
}

/** Asks the server itself, so that it is told with a bridge or without one. */
export async function observe(
  server: FreeSwitchServerSettings,
  drainedSinceMs: number | null,
): Promise<ServerView> {
  const { name, host, port, capacity, weight } = server;
  const drainedSince = drainedSinceMs === null ? null : new Date(drainedSinceMs).toISOString();
  const known = { name, address: `${host}:${port}`, capacity, weight, drainedSince };
  let esl: EslConnection | null = null;
  try {
    const clock = createSystemClock();
    esl = await EslConnection.open({ ...server, clock, onListenerError: () => undefined });
    const status = await esl.api('status');
    const conferences = await esl.api('conference list count');
    return {
      ...known,
      problem: /is paused|not ready/i.test(status) ? 'paused' : null,
      sessions: Number(/^(\d+) session\(s\) - /m.exec(status)?.[1] ?? 0),
      conferences: [...conferences.matchAll(/\(\d+ members?/g)].length,
    };
  } catch (error) {
    return { ...known, problem: describeError(error), sessions: null, conferences: null };
  } finally {
    esl?.close();
  }
}
