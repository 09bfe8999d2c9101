import { texts } from '../../../../languages/languages.js';
import { type CallKind, type MinutePrice, callKinds } from '../../../../bridge/ports/usage.js';
import type { Page } from '../../../http/answer.js';
import type { FormState } from '../../../http/form.js';
import type { SignedInVisit } from '../../../http/visit.js';
import { day } from '../../../i18n/format.js';
import { dataTable } from '../../../views/data-table.js';
import { csrfField, inputField, problemSummary, selectField } from '../../../views/form.js';
import { type Html, html } from '../../../views/html.js';
import { decimalText } from '../../usage/figures.js';

import { adminHead } from '../sections.js';

/** As they are keyed in. */
export interface PriceFields {
  readonly kind: CallKind;
  readonly price: string;
  readonly from: string;
}

export interface CurrencyFields {
  readonly currency: string;
}

export function pricesPage(
  visit: SignedInVisit,
  prices: readonly MinutePrice[],
  currency: string,
  priceForm: FormState<PriceFields>,
  currencyForm: FormState<CurrencyFields>,
): Page {
  const text = texts(visit.language).prices;
  const { kinds } = texts(visit.language).usage;
  const choices = callKinds.map((value) => ({ value, label: kinds[value] }));
  const body = html`${adminHead(visit, 'prices')}
    <p class="lead">${text.lead}</p>
    ${prices.length === 0 ? html`<p class="empty">${text.none}</p>` : table(visit, prices, currency)}
    <form method="post" action="/admin/prices" class="panel">
      ${csrfField(visit)}${problemSummary(priceForm, text, visit)}
      ${selectField(priceForm, 'kind', { label: text.kind }, choices)}
      ${inputField(priceForm, 'price', { label: text.price, hint: text.priceHint, maxlength: 20 })}
      ${inputField(priceForm, 'from', { label: text.from, type: 'date' })}
      <div class="actions"><button class="primary">${text.set}</button></div>
    </form>
    <form method="post" action="/admin/prices/currency" class="panel">
      ${csrfField(visit)}${problemSummary(currencyForm, text, visit)}
      ${inputField(currencyForm, 'currency', { label: text.currency, hint: text.currencyHint, maxlength: 3, value: currency })}
      <div class="actions"><button>${text.setCurrency}</button></div>
    </form>`;
  return { title: text.title, body, section: 'administration' };
}

function table(visit: SignedInVisit, prices: readonly MinutePrice[], currency: string): Html {
  const text = texts(visit.language).prices;
  const { kinds } = texts(visit.language).usage;
  const { timeZone, language } = visit;
  const rows = prices.map(
    (price) =>
      html`<tr>
        <th scope="row">${kinds[price.kind]}</th>
        <td>${day(language, price.validFromMs, timeZone)}</td>
        <td class="number">
          ${decimalText(language, price.millionthsPerMinute / 1e6, 4)} ${currency}
        </td>
      </tr> `,
  );
  return dataTable(text.title, [text.kind, text.from, { number: text.price }], rows);
}
