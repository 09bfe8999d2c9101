import { z } from 'zod';
import { callKinds, mostMillionthsPerMinute } from '../../../bridge/ports/usage.js';
import { forAccount } from '../../auth/acting.js';
import { isCurrency, setCurrency, setPrice } from '../../routes/admin/prices/change-prices.js';
import { asTime, endpoint, time } from '../endpoint.js';

const price = z.object({
  kind: z.enum(callKinds),
  millionthsPerMinute: z
    .int()
    .min(0)
    .max(mostMillionthsPerMinute)
    .describe('millionths of the currency'),
  validFrom: time.describe('conferences that began earlier keep the price before it'),
});
const currency = z.string().describe('ISO 4217');

/** What a minute of each kind of call costs (M5). */
export const prices = [
  endpoint({
    method: 'get',
    path: '/prices',
    id: 'listPrices',
    tag: 'administration',
    summary: 'The currency, and the prices per minute by kind and time',
    result: z.object({ currency, items: z.array(price) }),
    run: async ({ principal }, { store }) => {
      const { accountId } = forAccount(principal, 'price.change');
      const items = await store.prices.prices(accountId);
      return {
        currency: await store.prices.currency(accountId),
        items: items.map(({ kind, millionthsPerMinute, validFromMs }) => {
          return { kind, millionthsPerMinute, validFrom: asTime(validFromMs) };
        }),
      };
    },
  }),
  endpoint({
    method: 'post',
    path: '/prices',
    id: 'setPrice',
    tag: 'administration',
    summary: 'Sets a price; one of the same kind and time is replaced',
    body: price,
    run: async ({ principal, body }, portal) => {
      const { kind, millionthsPerMinute, validFrom } = body;
      const validFromMs = Date.parse(validFrom);
      const by = forAccount(principal, 'price.change');
      await setPrice(portal, by, { kind, millionthsPerMinute, validFromMs });
    },
  }),
  endpoint({
    method: 'put',
    path: '/prices/currency',
    id: 'setCurrency',
    tag: 'administration',
    summary: 'Sets the currency of all prices; amounts stay as they are',
    body: z.object({ currency: currency.refine(isCurrency, 'a currency of ISO 4217') }),
    run: async ({ principal, body }, portal) => {
      await setCurrency(portal, forAccount(principal, 'price.change'), body.currency);
    },
  }),
];
