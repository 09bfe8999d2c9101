import { recordingOperations } from '../../routes/recordings/api/operations.js';
import type { Endpoint, Operation } from '../endpoint.js';
import { account } from './account.js';
import { admins } from './admins.js';
import { audit } from './audit.js';
import { groups } from './groups.js';
import { live } from './live.js';
import { me } from './me.js';
import { organizerList } from './organizer-list.js';
import { organizers } from './organizers.js';
import { prices } from './prices.js';
import { rooms } from './rooms.js';
import { schedule } from './schedule.js';
import { tokens } from './tokens.js';
import { usage } from './usage.js';

/** The operations that `api.ts` serves. */
export const endpoints: readonly Endpoint[] = [
  ...me,
  ...tokens,
  ...rooms,
  ...live,
  ...schedule,
  ...usage,
  ...organizerList,
  ...organizers,
  ...groups,
  ...admins,
  ...account,
  ...prices,
  ...audit,
];

/** Every operation of the API: recordings are served apart, to pages as well. */
export const operations: readonly Operation[] = [
  ...endpoints,
  ...Object.values(recordingOperations),
];
