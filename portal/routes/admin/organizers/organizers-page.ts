import { texts } from '../../../../languages/languages.js';
import type { OrganizerRow } from '../../../../bridge/ports/administration.js';
import type { Page } from '../../../http/answer.js';
import type { SignedInVisit } from '../../../http/visit.js';
import { groupedDigits } from '../../../i18n/format.js';
import { dataTable } from '../../../views/data-table.js';
import { type Html, html } from '../../../views/html.js';
import { adminHead } from '../sections.js';

interface Group {
  readonly id: string;
  readonly name: string;
}

export function organizersPage(
  visit: SignedInVisit,
  rows: readonly OrganizerRow[],
  groups: readonly Group[],
  more: boolean,
): Page {
  const text = texts(visit.language).organizers;
  const asked = visit.query.has('search') || visit.query.has('group');
  const last = rows.at(-1);
  const body = html`${adminHead(visit, 'organizers')} ${filterForm(visit, groups)}
    <div class="actions">
      <a class="button primary" href="/admin/organizers/new">${text.add}</a>
      <a class="button" href="/admin/organizers/list">${text.addList}</a>
    </div>
    ${
      rows.length === 0
        ? html`<p class="empty">${asked ? text.noneFound : text.none}</p>`
        : table(visit, rows)
    }
    ${more && last !== undefined && html`<p>${nextLink(visit, last)}</p>`}`;
  return { title: text.title, body, section: 'administration', width: 'wide' };
}

function filterForm({ query, language }: SignedInVisit, groups: readonly Group[]): Html {
  const text = texts(language).organizers;
  const chosen = query.get('group') ?? '';
  const options = groups.map(
    ({ id, name }) =>
      html`<option value="${id}" ${id === chosen && html`selected`}>${name}</option>`,
  );
  return html`<form class="filter" method="get" action="/admin/organizers" role="search">
    <label
      >${text.search}
      <input
        type="search"
        name="search"
        maxlength="100"
        placeholder="${text.searchHint}"
        value="${query.get('search') ?? ''}"
    /></label>
    ${
      groups.length > 0 &&
      html`<label
        >${text.group}
        <select name="group">
          <option value="">${text.allGroups}</option>
          ${options}
        </select></label
      >`
    }
    <button>${text.find}</button>
  </form>`;
}

function table(visit: SignedInVisit, rows: readonly OrganizerRow[]): Html {
  const text = texts(visit.language).organizers;
  const lines = rows.map(
    (row) =>
      html`<tr>
        <th scope="row"><a href="/admin/organizers/${row.id}">${row.name}</a></th>
        <td>${row.email}</td>
        <td class="number">${groupedDigits(row.roomNumber)}</td>
        <td>${row.groupName ?? ''}</td>
        <td>${row.disabled ? text.disabled : ''}</td>
      </tr> `,
  );
  return dataTable(
    text.title,
    [text.name, text.email, { number: text.room }, text.group, text.state],
    lines,
  );
}

function nextLink({ query, language }: SignedInVisit, last: OrganizerRow): Html {
  const next = new URLSearchParams(query);
  next.set('afterName', last.name);
  next.set('afterId', last.id);
  return html`<a href="/admin/organizers?${next.toString()}" rel="next"
    >${texts(language).organizers.next}</a
  >`;
}
