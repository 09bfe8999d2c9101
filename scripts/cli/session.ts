import { AccessChanges } from '../../bridge/application/directory/access-changes.js';
import { Administration, type By } from '../../bridge/application/directory/administration.js';
import { People } from '../../bridge/application/directory/people.js';
import { SecretHasher } from '../../bridge/application/directory/secret-hasher.js';
import { type ProcessLogger, createLogger } from '../../bridge/system/logger.js';
import { createSystemClock } from '../../bridge/system/clock.js';
import { createSystemRandom } from '../../bridge/system/random.js';
import type { Store } from '../../bridge/ports/store.js';
import { openStore } from '../../bridge/store/open-store.js';
import { loadConfig } from '../../config/load.js';
import type { Config } from '../../config/schema.js';

/** What a command that works on the data has at hand. */
export interface Session {
  readonly config: Config;
  readonly store: Store;
  readonly administration: Administration;
  readonly people: People;
  /** Who changes something from here, as the audit log has it. */
  readonly by: () => Promise<By>;
}

export function configAndLogger(): { config: Config; logger: ProcessLogger } {
  const config = loadConfig(process.env);
  return { config, logger: createLogger(config.log.level) };
}

/** Opens the data beside a bridge that may be running, does the work, and closes it again. */
export async function withStore<Result>(
  work: (store: Store, config: Config) => Promise<Result>,
): Promise<Result> {
  const { config, logger } = configAndLogger();
  const clock = createSystemClock();
  const store = openStore({ dataDir: config.dataDir, clock, logger, bridge: false });
  try {
    return await work(store, config);
  } finally {
    await store.close();
    logger.flush();
  }
}

/** As `withStore`, with the schema up to date and the administration over it. */
export function withData<Result>(work: (session: Session) => Promise<Result>): Promise<Result> {
  return withStore(async (store, config) => {
    await store.migrate();
    const [clock, random] = [createSystemClock(), createSystemRandom()];
    const hasher = new SecretHasher();
    const { identity, audited } = store;
    const parts = { audited, access: new AccessChanges(), clock, random, hasher };
    const administration = new Administration({
      ...parts,
      store: store.administration,
      directory: store.directory,
    });
    const people = new People({ ...parts, identity, directory: store.directory });
    // Asked for by who changes something: it brings the account that an empty database lacks.
    const by = async (): Promise<By> => ({
      accountId: await administration.accountId(),
      actor: { kind: 'command-line' },
    });
    return work({ config, store, administration, people, by });
  });
}
