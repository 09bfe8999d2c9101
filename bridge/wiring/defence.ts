import type { Config } from '../../config/schema.js';
import { Alerts } from '../application/defence/alerts.js';
import { SecretGuard, type GuessingSettings } from '../application/defence/secret-guard.js';
import type { SecretKind } from '../application/defence/secret-throttle.js';
import { PumpingGuard } from '../application/defence/pumping-guard.js';
import { steadyTime } from '../application/steady-time.js';
import type { Logger } from '../kernel/logger.js';
import type { Clock } from '../ports/clock.js';
import type { Random } from '../ports/random.js';
import type { Store } from '../ports/store.js';

export interface Defence {
  readonly alerts: Alerts;
  readonly secrets: SecretGuard;
  readonly pumping: PumpingGuard;
}

/** The defence against guessing and pumping, with what the last run had counted. */
export async function wireDefence(
  config: Config,
  deps: {
    readonly clock: Clock;
    readonly random: Random;
    readonly logger: Logger;
    readonly store: Store;
  },
): Promise<Defence> {
  const { clock, logger, random, store } = deps;
  const now = steadyTime(clock);
  const { tallies } = store;
  const alerts = new Alerts({ history: store.history, random, logger });
  const settings = guessingSettings(config);
  const secrets = new SecretGuard({ settings, tallies, alerts, now });
  const pumping = new PumpingGuard({
    settings: config.defence.pumping,
    tallies,
    alerts,
    logger,
    now,
  });
  const kept = await tallies.load(now());
  secrets.restore(kept);
  pumping.restore(kept);
  return { alerts, secrets, pumping };
}

export function guessingSettings({
  defence,
}: Config): Readonly<Record<SecretKind, GuessingSettings>> {
  return { pin: inMs(defence.pin), 'security-code': inMs(defence.securityCode) };
}

function inMs(config: Config['defence']['pin']): GuessingSettings {
  const { callerTries, roomTries, trunkTries, alertAfter } = config;
  return {
    callerTries,
    roomTries,
    trunkTries,
    alertAfter,
    longestWaitMs: config.longestWaitSeconds * 1000,
    knownLongestWaitMs: config.knownLongestWaitSeconds * 1000,
    roomRefillMs: config.roomRefillSeconds * 1000,
    trunkRefillMs: config.trunkRefillSeconds * 1000,
  };
}
