import { texts } from '../../../../languages/languages.js';
import type { GroupRow } from '../../../../bridge/ports/administration.js';
import type { PersonRecord } from '../../../../bridge/ports/identity-store.js';
import type { Page } from '../../../http/answer.js';
import type { FormState } from '../../../http/form.js';
import type { SignedInVisit } from '../../../http/visit.js';
import { dataTable } from '../../../views/data-table.js';
import { csrfField, inputField, problemSummary, selectField } from '../../../views/form.js';
import { type Html, html } from '../../../views/html.js';
import { adminHead } from '../sections.js';

export interface ReachFields {
  readonly reach: 'account' | 'groups';
  readonly groups?: readonly string[] | undefined;
}

export interface AdminFields extends ReachFields {
  readonly name: string;
  readonly email: string;
}

export function adminsPage(
  visit: SignedInVisit,
  admins: readonly PersonRecord[],
  groups: readonly GroupRow[],
  form: FormState<AdminFields>,
): Page {
  const text = texts(visit.language).admins;
  const rows = admins.map(
    (person) =>
      html`<tr>
        <th scope="row">
          <a href="/admin/admins/${person.id}">${person.name}</a>
          ${person.id === visit.principal.person.id && html`(${text.you})`}
        </th>
        <td>${person.email}</td>
        <td>${reachText(visit, person, groups)}</td>
      </tr> `,
  );
  const labels = { name: text.name, email: text.email, reach: text.reach, groups: text.groups };
  const body = html`${adminHead(visit, 'admins')}
    <p class="lead">${text.lead}</p>
    ${dataTable(text.title, [text.name, text.email, text.reach], rows)}
    <h2>${text.add}</h2>
    <p class="hint">${text.addHint}</p>
    <form method="post" action="/admin/admins">
      ${csrfField(visit)}${problemSummary(form, labels, visit)}
      ${inputField(form, 'name', { label: text.name, maxlength: 200, autocomplete: 'off' })}
      ${inputField(form, 'email', {
        label: text.email,
        type: 'email',
        maxlength: 254,
        autocomplete: 'off',
      })}
      ${reachFields(visit, form, groups, { reach: 'account', groups: [] })}
      <div class="actions"><button class="primary">${text.addButton}</button></div>
    </form>`;
  return { title: text.title, body, section: 'administration' };
}

export function adminPage(
  visit: SignedInVisit,
  person: PersonRecord,
  groups: readonly GroupRow[],
  form: FormState<ReachFields>,
): Page {
  const text = texts(visit.language).admins;
  const value: ReachFields = {
    reach: person.admin === 'groups' ? 'groups' : 'account',
    groups: person.adminGroupIds,
  };
  const body = html`${adminHead(visit, 'admins')}
    <h2>${person.name}</h2>
    <p class="quiet">${person.email}</p>
    <form method="post" action="/admin/admins/${person.id}">
      ${csrfField(visit)} ${problemSummary(form, { reach: text.reach, groups: text.groups }, visit)}
      ${reachFields(visit, form, groups, value)}
      <div class="actions"><button class="primary">${text.save}</button></div>
    </form>
    <h2>${text.remove}</h2>
    <form method="post" action="/admin/admins/${person.id}/remove">
      ${csrfField(visit)}
      <p class="hint">${text.removeHint}</p>
      <button class="danger">${text.remove}</button>
    </form>`;
  return { title: person.name, body, section: 'administration', width: 'narrow' };
}

function reachText(
  visit: SignedInVisit,
  person: PersonRecord,
  groups: readonly GroupRow[],
): string {
  if (person.admin === 'account') return texts(visit.language).admins.account;
  const names = groups.filter(({ id }) => person.adminGroupIds.includes(id));
  return names.map(({ name }) => name).join(', ');
}

function reachFields(
  visit: SignedInVisit,
  form: FormState<ReachFields>,
  groups: readonly GroupRow[],
  value: ReachFields,
): Html {
  const text = texts(visit.language).admins;
  const choices = [
    { value: 'account', label: text.account },
    { value: 'groups', label: text.someGroups },
  ];
  const boxes = groups.map(
    ({ id, name }) =>
      html`<div class="field check">
        <input
          id="g${id}"
          type="checkbox"
          name="groups"
          value="${id}"
          ${value.groups?.includes(id) === true && html`checked`}
        />
        <label for="g${id}">${name}</label>
      </div> `,
  );
  return html`${selectField(form, 'reach', { label: text.reach, value: value.reach }, choices)}
    <fieldset class="field" id="groups">
      <legend>${text.groups}</legend>
      ${groups.length === 0 ? html`<p class="hint">${text.noGroups}</p>` : boxes}
      ${form.problems.groups !== undefined && html`<p class="problem">${form.problems.groups}</p>`}
    </fieldset>`;
}
