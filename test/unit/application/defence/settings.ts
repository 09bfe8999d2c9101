import type { GuessingSettings } from '../../../../bridge/application/defence/secret-guard.js';
import type { SecretKind } from '../../../../bridge/application/defence/secret-throttle.js';
import { guessingSettings as asConfigured } from '../../../../bridge/wiring/defence.js';
import { loadConfig } from '../../../../config/load.js';

/** As the configuration has them by default. */
export function guessingSettings(): Readonly<Record<SecretKind, GuessingSettings>> {
  return asConfigured(loadConfig({}));
}
