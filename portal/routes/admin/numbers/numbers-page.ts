import type { Language } from '../../../../bridge/ports/language.js';
import { texts } from '../../../../languages/languages.js';
import type { AccessNumberRecord } from '../../../../bridge/ports/access-numbers.js';
import type { Page } from '../../../http/answer.js';
import type { FormState } from '../../../http/form.js';
import type { SignedInVisit } from '../../../http/visit.js';
import { countryName } from '../../../i18n/format.js';
import { languageChoices, languageName } from '../../../i18n/languages.js';
import { dataTable } from '../../../views/data-table.js';
import { csrfField, inputField, problemSummary, selectField } from '../../../views/form.js';
import { type Html, html } from '../../../views/html.js';
import { adminHead } from '../sections.js';

export interface NumberFields {
  readonly number: string;
  readonly country: string;
  readonly kind: 'toll' | 'toll-free' | 'international-toll-free';
  readonly language: Language;
}

export function numbersPage(
  visit: SignedInVisit,
  numbers: readonly AccessNumberRecord[],
  form: FormState<NumberFields>,
): Page {
  const text = texts(visit.language).numbers;
  const labels = {
    number: text.number,
    country: text.country,
    kind: text.kind,
    language: text.language,
  };
  const kinds = Object.entries(text.kinds).map(([value, label]) => ({ value, label }));
  const body = html`${adminHead(visit, 'numbers')}
    <p class="lead">${text.lead}</p>
    ${numbers.length === 0 ? html`<p class="empty">${text.none}</p>` : table(visit, numbers)}
    <h2>${text.add}</h2>
    <form method="post" action="/admin/numbers">
      ${csrfField(visit)}${problemSummary(form, labels, visit)}
      ${inputField(form, 'number', { label: text.number, hint: text.numberHint, type: 'tel' })}
      ${inputField(form, 'country', {
        label: text.country,
        hint: text.countryHint,
        maxlength: 2,
        autocomplete: 'off',
      })}
      ${selectField(form, 'kind', { label: text.kind, value: 'toll' }, kinds)}
      ${selectField(form, 'language', { label: text.language, value: visit.language }, languageChoices())}
      <div class="actions"><button class="primary">${text.addButton}</button></div>
    </form>`;
  return { title: text.title, body, section: 'administration' };
}

function table(visit: SignedInVisit, numbers: readonly AccessNumberRecord[]): Html {
  const text = texts(visit.language).numbers;
  const rows = numbers.map(
    ({ number, country, kind, language }) =>
      html`<tr>
        <th scope="row">${number}</th>
        <td>${countryName(visit.language, country)}</td>
        <td>${text.kinds[kind]}</td>
        <td>${languageName(language)}</td>
        <td>
          <form method="post" action="/admin/numbers/remove">
            ${csrfField(visit)}<input type="hidden" name="number" value="${number}" />
            <button class="link" aria-label="${text.removeNamed(number)}">${text.remove}</button>
          </form>
        </td>
      </tr> `,
  );
  return dataTable(text.title, [text.number, text.country, text.kind, text.language, null], rows);
}
