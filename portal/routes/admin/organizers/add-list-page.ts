import { texts } from '../../../../languages/languages.js';
import {
  type ListRow,
  listColumns,
} from '../../../../bridge/application/directory/organizer-list.js';
import type { Page } from '../../../http/answer.js';
import type { FormState } from '../../../http/form.js';
import type { SignedInVisit } from '../../../http/visit.js';
import { dataTable } from '../../../views/data-table.js';
import { csrfField, problemSummary } from '../../../views/form.js';
import { type Html, html } from '../../../views/html.js';
import { adminHead } from '../sections.js';

export interface ListFields {
  readonly csv: string;
  readonly step: 'check' | 'add';
}

export function listPage(visit: SignedInVisit, form: FormState<ListFields>): Page {
  return page(visit, problemSummary(form, { csv: csvLabel(visit) }, visit), form.values.csv ?? '');
}

/** The list again, with what is wrong with its lines, or a way to add them all. */
export function checkedListPage(visit: SignedInVisit, rows: readonly ListRow[], csv: string): Page {
  const text = texts(visit.language).organizers.list;
  const wrong = rows.filter(({ problems }) => problems.length > 0);
  if (wrong.length === 0) {
    const add = html`<form method="post" action="/admin/organizers/list">
      ${csrfField(visit)}<input type="hidden" name="csv" value="${csv}" />
      <p class="notice">${text.right(rows.length)}</p>
      <div class="actions">
        <button class="primary" name="step" value="add">${text.addAll(rows.length)}</button>
      </div>
    </form>`;
    return page(visit, html`${add}${table(visit, rows)}`, csv);
  }
  const summary = html`<p class="problem-summary" role="alert">${text.wrong(wrong.length)}</p>`;
  return page(visit, html`${summary}${table(visit, wrong)}`, csv);
}

/** The list again, which is none that can be read. */
export function unreadableListPage(visit: SignedInVisit, csv: string): Page {
  const { unreadable } = texts(visit.language).organizers.list;
  return page(visit, html`<p class="problem-summary" role="alert">${unreadable}</p>`, csv);
}

function page(visit: SignedInVisit, above: Html, csv: string): Page {
  const strings = texts(visit.language).organizers;
  const text = strings.list;
  const columns = listColumns.map((column) => html`<code>${column}</code> `);
  const body = html`${adminHead(visit, 'organizers')}
    <h2>${strings.addList}</h2>
    <p class="lead">${text.lead}</p>
    ${above}
    <form method="post" action="/admin/organizers/list">
      ${csrfField(visit)}
      <div class="field">
        <label for="csv">${text.field}</label>
        <p class="hint" id="csv-hint">${text.columns} ${columns} (${text.needed})</p>
        <p data-file-for="csv" data-accept=".csv,text/csv" data-label="${text.file}"></p>
        <textarea
          id="csv"
          name="csv"
          rows="10"
          class="wide"
          spellcheck="false"
          required
          aria-describedby="csv-hint"
        >
${csv}</textarea>
      </div>
      <div class="actions">
        <button class="primary" name="step" value="check">${text.check}</button>
      </div>
    </form>`;
  return {
    title: strings.addList,
    body,
    section: 'administration',
    scripts: ['file-to-text'],
  };
}

function csvLabel(visit: SignedInVisit): string {
  return texts(visit.language).organizers.list.field;
}

function table(visit: SignedInVisit, rows: readonly ListRow[]): Html {
  const strings = texts(visit.language).organizers;
  const text = strings.list;
  const lines = rows.map(
    ({ line, name, email, problems }) =>
      html`<tr>
        <td class="number">${line}</td>
        <td>${name}</td>
        <td>${email}</td>
        <td>
          ${problems.length === 0 ? text.good : problems.map(({ column }) => html`${text.problems[column]} `)}
        </td>
      </tr> `,
  );
  return dataTable(
    strings.addList,
    [{ number: text.line }, strings.name, strings.email, text.problem],
    lines,
  );
}
