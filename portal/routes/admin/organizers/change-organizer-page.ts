import { texts } from '../../../../languages/languages.js';
import type { OrganizerRow } from '../../../../bridge/ports/administration.js';
import type { AccessNumberRecord } from '../../../../bridge/ports/access-numbers.js';
import type { Page } from '../../../http/answer.js';
import type { FormState } from '../../../http/form.js';
import type { SignedInVisit } from '../../../http/visit.js';
import { countryName, groupedDigits } from '../../../i18n/format.js';
import { csrfField, problemSummary } from '../../../views/form.js';
import { type Html, html, nothing } from '../../../views/html.js';
import { adminHead } from '../sections.js';
import { type GroupChoice, type OrganizerFields, personFields } from './add-organizer-page.js';

export interface NumbersFields {
  readonly range?: 'all' | 'chosen' | undefined;
  readonly numbers?: readonly string[] | undefined;
}

interface NumbersView {
  /** Those that may be given. */
  readonly all: readonly AccessNumberRecord[];
  readonly form: FormState<NumbersFields>;
}

export function organizerPage(
  visit: SignedInVisit,
  row: OrganizerRow,
  groups: readonly GroupChoice[],
  numbers: NumbersView,
  form: FormState<OrganizerFields>,
): Page {
  const text = texts(visit.language).organizers;
  const labels = {
    name: text.name,
    email: text.email,
    group: text.group,
    language: text.language,
  };
  const value: OrganizerFields = {
    name: row.name,
    email: row.email,
    group: row.groupId ?? '',
    language: row.language ?? '',
  };
  const body = html`${adminHead(visit, 'organizers')}
    <h2>${row.name}</h2>
    ${visit.query.has('saved') && html`<p class="notice" role="status">${text.saved}</p>`}
    <dl class="facts">
      <dt>${text.room}</dt>
      <dd>${groupedDigits(row.roomNumber)} ${row.disabled && html`(${text.disabled})`}</dd>
    </dl>
    <form method="post" action="/admin/organizers/${row.id}">
      ${csrfField(visit)}${problemSummary(form, labels, visit)}
      ${personFields(visit, groups, form, value)}
      <div class="actions"><button class="primary">${text.save}</button></div>
    </form>
    ${numbers.all.length > 0 ? numbersForm(visit, row, numbers) : nothing}
    ${accessForms(visit, row)}`;
  return { title: row.name, body, section: 'administration', width: 'narrow' };
}

function numbersForm(visit: SignedInVisit, row: OrganizerRow, { all, form }: NumbersView): Html {
  const text = texts(visit.language).organizers;
  const boxes = all.map(
    ({ number, country }) =>
      html`<div class="field check">
        <input
          id="n${number}"
          type="checkbox"
          name="numbers"
          value="${number}"
          ${row.assignedNumbers?.includes(number) === true && html`checked`}
        />
        <label for="n${number}">${number} (${countryName(visit.language, country)})</label>
      </div> `,
  );
  const range = (value: 'all' | 'chosen', label: string): Html =>
    html`<div class="field check">
      <input
        id="range-${value}"
        type="radio"
        name="range"
        value="${value}"
        ${(row.assignedNumbers === null) === (value === 'all') && html`checked`}
      />
      <label for="range-${value}">${label}</label>
    </div>`;
  return html`<form method="post" action="/admin/organizers/${row.id}/numbers">
    ${csrfField(visit)}${problemSummary(form, { numbers: text.numbers }, visit)}
    <fieldset id="numbers">
      <legend>${text.numbers}</legend>
      <p class="hint">${text.numbersHint}</p>
      ${range('all', text.allNumbers)}${range('chosen', text.chosenNumbers)} ${boxes}
      ${form.problems.numbers !== undefined && html`<p class="problem">${form.problems.numbers}</p>`}
    </fieldset>
    <div class="actions"><button>${text.save}</button></div>
  </form>`;
}

function accessForms(visit: SignedInVisit, row: OrganizerRow): Html {
  const text = texts(visit.language).organizers;
  return html`<h2>${text.pin}</h2>
    <form method="post" action="/admin/organizers/${row.id}/pin">
      ${csrfField(visit)}
      <p class="hint">${text.resetPinHint}</p>
      <button>${text.resetPin}</button>
    </form>
    <h2>${text.state}</h2>
    <form method="post" action="/admin/organizers/${row.id}/disabled">
      ${csrfField(visit)}
      ${
        row.disabled
          ? html`<button name="disabled" value="no">${text.enable}</button>`
          : html`<p class="hint">${text.disableHint}</p>
              <button class="danger" name="disabled" value="yes">${text.disable}</button>`
      }
    </form>`;
}

export function newPinPage(visit: SignedInVisit, row: OrganizerRow, pin: string): Page {
  const text = texts(visit.language).organizers;
  const body = html`${adminHead(visit, 'organizers')}
    <h2>${text.newPin(groupedDigits(row.roomNumber))}</h2>
    <p class="notice"><code>${pin}</code> (${text.shownOnce})</p>
    <p><a href="/admin/organizers/${row.id}">${row.name}</a></p>`;
  return { title: text.resetPin, body, section: 'administration', width: 'narrow' };
}
