import type { AdministrationStore, AuditEntry } from './administration.js';
import type { DirectoryStore } from './directory.js';
import type { IdentityStore } from './identity-store.js';
import type { RecordingStore } from './recordings.js';
import type { TokenStore } from './token-store.js';
import type { PriceStore } from './usage.js';

/** The stores as a change sees them: all that it does with these is in one transaction. */
export interface ChangedStores {
  readonly administration: AdministrationStore;
  readonly directory: DirectoryStore;
  readonly identity: IdentityStore;
  readonly prices: PriceStore;
  readonly recordings: RecordingStore;
  readonly tokens: TokenStore;
}

/**
 * Carries a change out together with what the audit log says of it (M6): both or neither; a
 * PartylineError that it throws undoes both, and is what the caller gets. It waits for nothing but the stores it is given: other writes stand still
 * meanwhile.
 */
export type Audited = <Result>(
  entry: AuditEntry,
  change: (stores: ChangedStores) => Promise<Result>,
) => Promise<Result>;
