import { texts } from '../../../languages/languages.js';
import { weekdayName } from '../../../bridge/application/schedule/recurrence-text.js';
import type { ScheduleEntry } from '../../../bridge/application/schedule/schedule-service.js';
import { momentsOf } from '../../../bridge/application/schedule/wall-clock.js';
import type { Weekday } from '../../../bridge/ports/schedule.js';
import type { FormState } from '../../http/form.js';
import type { SignedInVisit } from '../../http/visit.js';
import { dateTime } from '../../i18n/format.js';
import { languageChoices } from '../../i18n/languages.js';
import {
  checkboxField,
  csrfField,
  inputField,
  problemSummary,
  selectField,
  textField,
} from '../../views/form.js';
import { type Html, html, nothing } from '../../views/html.js';
import { type ScheduleFields, dayNames, endKinds, repeatKinds } from './schedule-form.js';

export interface ScheduleFormView {
  readonly visit: SignedInVisit;
  readonly form: FormState<ScheduleFields>;
  /** Null for a new conference. */
  readonly id: string | null;
  /** Whose dates are shown. */
  readonly preview: ScheduleEntry | null;
}

const datesShown = 6;

export function scheduleForm(view: ScheduleFormView): Html {
  const { visit, form, id, preview } = view;
  const text = texts(visit.language).schedule;
  const choices = <Kind extends string>(kinds: readonly Kind[], names: Record<Kind, string>) =>
    kinds.map((value) => ({ value, label: names[value] }));
  const labels = { ...text, days: text.days };
  return html`<form method="post" class="schedule">
    ${csrfField(visit)}${problemSummary(form, { ...labels, day1: text.days }, visit)}
    ${preview !== null && previewOf(visit, preview)}
    ${inputField(form, 'subject', { label: text.subject, maxlength: 120 })}
    <div class="together">
      ${inputField(form, 'date', { label: text.date, type: 'date' })}
      ${inputField(form, 'time', { label: text.time, type: 'time' })}
      ${inputField(form, 'minutes', { label: text.minutes, type: 'number', min: 1, max: 1440, value: '60' })}
    </div>
    ${inputField(form, 'timeZone', { label: text.timeZone, value: visit.timeZone, list: 'zones' })}
    <datalist id="zones">
      ${Intl.supportedValuesOf('timeZone').map((zone) => html`<option value="${zone}"></option>`)}
    </datalist>
    ${selectField(form, 'repeat', { label: text.repeat, value: 'never' }, choices(repeatKinds, text.repeats))}
    <div class="series">
      ${inputField(form, 'interval', { label: text.interval, type: 'number', min: 1, max: 99, value: '1' })}
      <fieldset>
        <legend>${text.days}</legend>
        <p class="hint">${text.daysHint}</p>
        <div class="together">
          ${dayNames.map((name, n) =>
            checkboxField(form, name, {
              label: weekdayName((n + 1) as Weekday, visit.language),
              checked: form.values[name] === 'on',
            }),
          )}
        </div>
      </fieldset>
      <div class="together">
        ${selectField(form, 'end', { label: text.end, value: 'never' }, choices(endKinds, text.ends))}
        ${inputField(form, 'until', { label: text.until, type: 'date', optional: true })}
        ${inputField(form, 'count', { label: text.count, type: 'number', min: 1, max: 999, optional: true })}
      </div>
    </div>
    ${textField(form, 'contacts', { label: text.contacts, hint: text.contactsHint, rows: 6 })}
    ${selectField(
      form,
      'language',
      { label: text.language, value: visit.language },
      languageChoices(),
    )}
    ${textField(form, 'note', { label: text.note, hint: text.noteHint, rows: 4 })}
    <div class="actions">
      <button class="primary" name="action" value="send">
        ${id === null ? text.send : text.update}
      </button>
      <button name="action" value="preview">${text.preview}</button>
      <a href="/schedule">${text.title}</a>
    </div>
  </form>`;
}

function previewOf(visit: SignedInVisit, entry: ScheduleEntry): Html {
  const text = texts(visit.language).schedule;
  const dates: Html[] = [];
  let more = false;
  for (const moment of momentsOf(entry)) {
    more = dates.length === datesShown;
    if (more) break;
    dates.push(html`<li>${dateTime(visit.language, moment, entry.timeZone)}</li> `);
  }
  return html`<section class="notice" role="status">
    <h2>${text.previewTitle} <span class="quiet">${entry.timeZone}</span></h2>
    <ul>
      ${dates}${more ? html`<li>${text.andSoOn}</li>` : nothing}
    </ul>
  </section>`;
}
