import { defaultLanguage } from '../../../bridge/conference/languages.js';
import { languageSchema } from '../../i18n/languages.js';
import { texts } from '../../../languages/languages.js';
import { z } from 'zod';
import type { UsageQuery, UsageScope } from '../../../bridge/ports/usage.js';
import type { Principal } from '../../auth/principal.js';
import { timeZoneOf } from '../../i18n/format.js';
import type { Portal } from '../../portal.js';

import { none, periods, usageQuery } from '../../routes/usage/usage-choice.js';
import { administeredUsage, maskedRoomsOf, ownUsage } from '../../routes/usage/usage-scope.js';
import type { UsageReader } from '../../routes/usage/usage-view.js';

export const whose = z
  .enum(['own', 'administered'])
  .default('own')
  .describe("one's own conferences, or those of the account or groups that one administers");

/** Which conferences a report is about. */
export const period = z.object({
  of: whose,
  months: z.coerce
    .number()
    .pipe(z.literal([...periods]))
    .default(1),
  timeZone: z
    .string()
    .max(64)
    .refine((name) => timeZoneOf(name) !== null, 'a name of a time zone')
    .transform((name) => timeZoneOf(name) ?? 'UTC')
    .default('UTC')
    .describe('where days begin'),
  language: languageSchema.default(defaultLanguage).describe('of a CSV'),
  code: z.string().max(20).optional().describe(`a billing code; \`${none}\` for none`),
  organizer: z.string().max(64).optional(),
  group: z.string().max(64).optional().describe(`\`${none}\` for those in no group`),
});

export function scopeOf(principal: Principal, of: z.output<typeof whose>): UsageScope {
  return of === 'own' ? ownUsage(principal) : administeredUsage(principal);
}

export function queryOf(
  principal: Principal,
  asked: z.output<typeof period>,
  nowMs: number,
): UsageQuery {
  return usageQuery(asked, scopeOf(principal, asked.of), nowMs, asked.timeZone);
}

/** For whom it is written down: who looks at their own sees numbers as their rooms show them. */
export async function readerOf(
  portal: Pick<Portal, 'store'>,
  principal: Principal,
  asked: Pick<z.output<typeof period>, 'of'> &
    Partial<Pick<z.output<typeof period>, 'language' | 'timeZone'>>,
): Promise<UsageReader> {
  const { of, language = defaultLanguage, timeZone = 'UTC' } = asked;
  return {
    visit: { language, timeZone },
    text: texts(language).usage,
    currency: await portal.store.prices.currency(principal.person.accountId),
    maskedRooms: of === 'own' ? await maskedRoomsOf(portal, principal) : new Set(),
  };
}
