import type { Kysely } from 'kysely';
import type { ColumnTypes } from './column-types.js';
import { firstTables } from './0001-first-tables.js';
import { codes } from './0002-codes.js';
import { optionPolicy } from './0003-option-policy.js';
import { recordings } from './0004-recordings.js';
import { administration } from './0005-administration.js';
import { identity } from './0006-identity.js';
import { usage } from './0007-usage.js';
import { tallies } from './0008-tallies.js';
import { dialOut } from './0009-dial-out.js';
import { schedule } from './0010-schedule.js';
import { drainedServers } from './0011-drained-servers.js';
import { numberRange } from './0012-number-range.js';
import { foldedNames } from './0013-folded-names.js';

export interface SchemaStep {
  readonly name: string;
  readonly up: (db: Kysely<unknown>, types: ColumnTypes) => Promise<void>;
}

/**
 * In order, for ever: a step that was released is never changed, renamed or taken out. Names sort
 * in the order of the list.
 */
export const schemaSteps: readonly SchemaStep[] = [
  { name: '0001-first-tables', up: firstTables },
  { name: '0002-codes', up: codes },
  { name: '0003-option-policy', up: optionPolicy },
  { name: '0004-recordings', up: recordings },
  { name: '0005-administration', up: administration },
  { name: '0006-identity', up: identity },
  { name: '0007-usage', up: usage },
  { name: '0008-tallies', up: tallies },
  { name: '0009-dial-out', up: dialOut },
  { name: '0010-schedule', up: schedule },
  { name: '0011-drained-servers', up: drainedServers },
  { name: '0012-number-range', up: numberRange },
  { name: '0013-folded-names', up: foldedNames },
];
