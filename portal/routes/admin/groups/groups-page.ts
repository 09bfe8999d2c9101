import { texts } from '../../../../languages/languages.js';
import type { GroupRow } from '../../../../bridge/ports/administration.js';
import type { Page } from '../../../http/answer.js';
import type { FormState } from '../../../http/form.js';
import type { SignedInVisit } from '../../../http/visit.js';
import { wholeNumber } from '../../../i18n/format.js';
import { dataTable } from '../../../views/data-table.js';
import { csrfField, inputField, problemSummary } from '../../../views/form.js';
import { type Html, html } from '../../../views/html.js';
import { adminHead } from '../sections.js';

type NameForm = FormState<{ readonly name: string }>;

export function groupsPage(
  visit: SignedInVisit,
  groups: readonly GroupRow[],
  form: NameForm,
): Page {
  const text = texts(visit.language).groups;
  const body = html`${adminHead(visit, 'groups')}
    <p class="lead">${text.lead}</p>
    ${groups.length === 0 ? html`<p class="empty">${text.none}</p>` : table(visit, groups)}
    <h2>${text.add}</h2>
    <form method="post" action="/admin/groups">
      ${csrfField(visit)}${problemSummary(form, { name: text.name }, visit)}
      ${inputField(form, 'name', { label: text.name, maxlength: 100, autocomplete: 'off' })}
      <div class="actions"><button class="primary">${text.addButton}</button></div>
    </form>`;
  return { title: text.title, body, section: 'administration' };
}

function table(visit: SignedInVisit, groups: readonly GroupRow[]): Html {
  const text = texts(visit.language).groups;
  const rows = groups.map(
    ({ id, name, organizers }) =>
      html`<tr>
        <th scope="row"><a href="/admin/groups/${id}">${name}</a></th>
        <td class="number">
          <a href="/admin/organizers?group=${id}"
            >${wholeNumber(visit.language, organizers)}<span class="unseen">
              ${text.show(name)}</span
            ></a
          >
        </td>
      </tr> `,
  );
  return dataTable(text.title, [text.name, { number: text.organizers }], rows);
}

export function groupPage(visit: SignedInVisit, group: GroupRow, form: NameForm): Page {
  const text = texts(visit.language).groups;
  const body = html`${adminHead(visit, 'groups')}
    <h2>${group.name}</h2>
    <form method="post" action="/admin/groups/${group.id}">
      ${csrfField(visit)}${problemSummary(form, { name: text.name }, visit)}
      ${inputField(form, 'name', {
        label: text.name,
        maxlength: 100,
        autocomplete: 'off',
        value: group.name,
      })}
      <div class="actions"><button class="primary">${text.rename}</button></div>
    </form>
    <form method="post" action="/admin/groups/${group.id}/delete">
      ${csrfField(visit)}
      <p class="hint">${text.removeHint}</p>
      <button class="danger" ${group.organizers > 0 && html`disabled`}>${text.remove}</button>
    </form>`;
  return { title: group.name, body, section: 'administration', width: 'narrow' };
}
