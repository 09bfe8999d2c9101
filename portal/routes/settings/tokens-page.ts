import { texts } from '../../../languages/languages.js';
import type { TokenRecord } from '../../../bridge/ports/token-store.js';
import { type TokenScope, tokenScopes } from '../../auth/principal.js';
import type { Page } from '../../http/answer.js';
import type { FormState } from '../../http/form.js';
import type { SignedInVisit } from '../../http/visit.js';
import { dateTime } from '../../i18n/format.js';
import { dataTable } from '../../views/data-table.js';
import { csrfField, inputField, problemSummary, selectField } from '../../views/form.js';
import { type Html, html } from '../../views/html.js';

export interface TokenFields {
  readonly name: string;
  readonly scopes: readonly TokenScope[];
  readonly days: '30' | '90' | '365' | 'never';
}

export interface TokensView {
  readonly head: Html;
  readonly tokens: readonly TokenRecord[];
  readonly form: FormState<TokenFields>;
}

export function tokensPage(visit: SignedInVisit, { head, tokens, form }: TokensView): Page {
  const text = texts(visit.language).tokens;
  const labels = { name: text.name, scopes: text.may, days: text.valid };
  const days = (['30', '90', '365', 'never'] as const).map((value) => {
    return { value, label: text.days[value] };
  });
  const boxes = tokenScopes.map(
    (scope) =>
      html`<div class="field check">
        <input
          id="scope-${scope}"
          type="checkbox"
          name="scopes"
          value="${scope}"
          ${scope === 'read' && html`checked`}
        />
        <label for="scope-${scope}">${text.scopes[scope]}</label>
      </div> `,
  );
  const body = html`${head}
    <p class="lead">${text.lead} <a href="/api/v1/openapi.json">${text.document}</a> (OpenAPI)</p>
    ${tokens.length === 0 ? html`<p class="empty">${text.none}</p>` : table(visit, tokens)}
    <h2>${text.make}</h2>
    <form method="post" action="/settings/tokens">
      ${csrfField(visit)}${problemSummary(form, labels, visit)}
      ${inputField(form, 'name', {
        label: text.name,
        hint: text.nameHint,
        maxlength: 100,
        autocomplete: 'off',
      })}
      <fieldset class="field" id="scopes">
        <legend>${text.may}</legend>
        ${boxes}
        ${form.problems.scopes !== undefined && html`<p class="problem">${form.problems.scopes}</p>`}
      </fieldset>
      ${selectField(form, 'days', { label: text.valid, value: '90' }, days)}
      <div class="actions"><button class="primary">${text.makeButton}</button></div>
    </form>`;
  return { title: text.title, body, section: 'settings' };
}

function table(visit: SignedInVisit, tokens: readonly TokenRecord[]): Html {
  const text = texts(visit.language).tokens;
  const at = (time: number | null): string =>
    time === null ? text.never : dateTime(visit.language, time, visit.timeZone);
  const rows = tokens.map(
    ({ id, name, scopes, createdAtMs, usedAtMs, expiresAtMs }) =>
      html`<tr>
        <th scope="row">${name}</th>
        <td>${scopes.join(', ')}</td>
        <td>${at(createdAtMs)}</td>
        <td>${at(usedAtMs)}</td>
        <td>${at(expiresAtMs)}</td>
        <td>
          <form method="post" action="/settings/tokens/revoke">
            ${csrfField(visit)}<input type="hidden" name="id" value="${id}" />
            <button class="link" aria-label="${text.revokeNamed(name)}">${text.revoke}</button>
          </form>
        </td>
      </tr> `,
  );
  return dataTable(text.title, [text.name, text.may, text.made, text.used, text.ends, null], rows);
}

export function newTokenPage(visit: SignedInVisit, name: string, secret: string): Page {
  const text = texts(visit.language).tokens;
  const body = html`<h1>${name}</h1>
    <p class="notice">${text.shownOnce}</p>
    <p><code>${secret}</code></p>
    <p><a href="/settings/tokens">${text.back}</a></p>`;
  return { title: name, body, section: 'settings', width: 'narrow' };
}
