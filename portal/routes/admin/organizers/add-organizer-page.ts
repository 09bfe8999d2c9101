import type { Language } from '../../../../bridge/ports/language.js';
import { texts } from '../../../../languages/languages.js';
import type { AddedToAccount } from '../../../../bridge/application/directory/administration.js';
import type { Page } from '../../../http/answer.js';
import type { FormState } from '../../../http/form.js';
import type { SignedInVisit } from '../../../http/visit.js';
import { groupedDigits } from '../../../i18n/format.js';
import { languageChoices } from '../../../i18n/languages.js';
import { dataTable } from '../../../views/data-table.js';
import { csrfField, inputField, problemSummary, selectField } from '../../../views/form.js';
import { type Html, html } from '../../../views/html.js';
import { adminHead } from '../sections.js';

export interface OrganizerFields {
  readonly name: string;
  readonly email: string;
  readonly group: string;
  readonly language: Language | '';
}

export interface NewOrganizerFields extends OrganizerFields {
  readonly room: string;
  readonly pin: string;
}

export interface GroupChoice {
  readonly id: string;
  readonly name: string;
}

export function newOrganizerPage(
  visit: SignedInVisit,
  groups: readonly GroupChoice[],
  form: FormState<NewOrganizerFields>,
): Page {
  const text = texts(visit.language).organizers;
  const labels = {
    name: text.name,
    email: text.email,
    group: text.group,
    language: text.language,
    room: text.room,
    pin: text.pin,
  };
  const body = html`${adminHead(visit, 'organizers')}
    <h2>${text.add}</h2>
    <form method="post" action="/admin/organizers/new">
      ${csrfField(visit)}${problemSummary(form, labels, visit)}
      ${personFields(visit, groups, form, { name: '', email: '', group: '', language: '' })}
      ${inputField(form, 'room', {
        label: text.room,
        hint: text.roomHint,
        inputmode: 'numeric',
        maxlength: 12,
        autocomplete: 'off',
        optional: true,
      })}
      ${inputField(form, 'pin', {
        label: text.pin,
        hint: text.pinHint,
        type: 'password',
        inputmode: 'numeric',
        maxlength: 20,
        autocomplete: 'off',
        optional: true,
      })}
      <div class="actions"><button class="primary">${text.addButton}</button></div>
    </form>`;
  return { title: text.add, body, section: 'administration', width: 'narrow' };
}

/** What a new organizer and one that is changed have in common. */
export function personFields(
  visit: SignedInVisit,
  groups: readonly GroupChoice[],
  form: FormState<OrganizerFields>,
  value: OrganizerFields,
): Html {
  const text = texts(visit.language).organizers;
  const mayHaveNone = visit.principal.person.admin === 'account';
  const groupChoices = [
    ...(mayHaveNone ? [{ value: '', label: text.noGroup }] : []),
    ...groups.map(({ id, name }) => ({ value: id, label: name })),
  ];
  const spoken = [{ value: '', label: text.accountLanguage }, ...languageChoices()];
  return html`${inputField(form, 'name', {
    label: text.name,
    maxlength: 200,
    autocomplete: 'off',
    value: value.name,
  })}${inputField(form, 'email', {
    label: text.email,
    type: 'email',
    maxlength: 254,
    autocomplete: 'off',
    value: value.email,
  })}${selectField(form, 'group', { label: text.group, value: value.group }, groupChoices)}${selectField(
    form,
    'language',
    { label: text.language, value: value.language },
    spoken,
  )}`;
}

/** What was made up or set, shown once. */
export function addedPage(visit: SignedInVisit, added: readonly AddedToAccount[]): Page {
  const text = texts(visit.language).organizers;
  const rows = added.map(
    ({ id, name, email, room, pin }) =>
      html`<tr>
        <th scope="row"><a href="/admin/organizers/${id}">${name}</a></th>
        <td>${email}</td>
        <td class="number">${groupedDigits(room)}</td>
        <td class="number"><code>${pin}</code></td>
      </tr> `,
  );
  const body = html`${adminHead(visit, 'organizers')}
    <h2>${text.added}</h2>
    <p class="notice">${text.addedLead}</p>
    ${dataTable(text.added, [text.name, text.email, { number: text.room }, { number: text.pin }], rows)}`;
  return { title: text.added, body, section: 'administration' };
}
