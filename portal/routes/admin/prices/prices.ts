import { texts } from '../../../../languages/languages.js';
import { DateTime } from 'luxon';
import { z } from 'zod';
import {
  type CallKind,
  type MinutePrice,
  callKinds,
  mostMillionthsPerMinute,
} from '../../../../bridge/ports/usage.js';
import { type Page, redirect } from '../../../http/answer.js';
import { type FormState, emptyForm } from '../../../http/form.js';
import type { Routes } from '../../../http/routes.js';
import type { SignedInVisit } from '../../../http/visit.js';
import { forAccount } from '../../../auth/acting.js';
import { isCurrency, setCurrency, setPrice } from './change-prices.js';
import { type CurrencyFields, type PriceFields, pricesPage } from './prices-page.js';

const priceSchema = z.object({
  kind: z.enum(callKinds),
  price: z.string().trim().min(1).max(20),
  from: z.string().max(40),
});

const currencySchema = z.object({ currency: z.string().trim().toUpperCase().max(3) });

/** What a minute of each kind of call costs (M5). */
export function adminPrices(routes: Routes): void {
  const { portal } = routes;
  const { prices } = portal.store;

  const show = async (
    visit: SignedInVisit,
    price: FormState<PriceFields>,
    currency: FormState<CurrencyFields>,
  ): Promise<Page> => {
    const { accountId } = forAccount(visit.principal, 'price.change');
    const list = await prices.prices(accountId);
    return pricesPage(visit, list, await prices.currency(accountId), price, currency);
  };

  routes.page('/admin/prices', (visit) => show(visit, emptyForm, emptyForm));

  routes.form('/admin/prices', {
    schema: priceSchema,
    accept: async (visit, fields) => {
      const price = priceOf(fields, visit.timeZone);
      if ('refused' in price) {
        const { problems } = texts(visit.language).prices;
        return { refused: { [price.refused]: problems[price.refused] } };
      }
      await setPrice(portal, forAccount(visit.principal, 'price.change'), price);
      return redirect('/admin/prices');
    },
    show: (visit, form) => show(visit, form, emptyForm),
  });

  routes.form('/admin/prices/currency', {
    schema: currencySchema,
    accept: async (visit, { currency }) => {
      if (!isCurrency(currency)) {
        return { refused: { currency: texts(visit.language).prices.problems.currency } };
      }
      await setCurrency(portal, forAccount(visit.principal, 'price.change'), currency);
      return redirect('/admin/prices');
    },
    show: (visit, form) => show(visit, emptyForm, form),
  });
}

/** Read as it is written, digit by digit: no binary fraction comes near an amount. */
function priceOf(
  { kind, price, from }: { kind: CallKind; price: string; from: string },
  zone: string,
): MinutePrice | { readonly refused: 'price' | 'from' } {
  const written = /^(\d{1,3})(?:[.,](\d{1,6}))?$/.exec(price);
  if (written === null) return { refused: 'price' };
  const [, units = '', decimals = ''] = written;
  const millionthsPerMinute = Number(units) * 1_000_000 + Number(decimals.padEnd(6, '0'));
  if (millionthsPerMinute > mostMillionthsPerMinute) return { refused: 'price' };
  const start = DateTime.fromISO(from, { zone });
  if (!/^\d{4}-\d\d-\d\d$/.test(from) || !start.isValid || from < '2000')
    return { refused: 'from' };
  return { kind, millionthsPerMinute, validFromMs: start.toMillis() };
}
