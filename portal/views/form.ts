import { texts } from '../../languages/languages.js';
import type { FormState } from '../http/form.js';
import type { Visit } from '../http/visit.js';
import { type Html, html, nothing } from './html.js';

export const csrfFieldName = '_csrf';

/** Goes into every form that is posted. */
export function csrfField({ csrfToken }: Visit): Html {
  return html`<input type="hidden" name="${csrfFieldName}" value="${csrfToken}" />`;
}

export interface Field {
  readonly label: string;
  /** A line below the label. */
  readonly hint?: string;
  readonly type?: 'text' | 'email' | 'password' | 'number' | 'tel' | 'search' | 'date' | 'time';
  /** For the browser's own help: `username`, `current-password`, `new-password`, `off`. */
  readonly autocomplete?: string;
  readonly inputmode?: 'numeric' | 'text';
  readonly maxlength?: number;
  readonly min?: number;
  readonly max?: number;
  readonly optional?: boolean;
  /** The id of a `datalist` with what is offered. */
  readonly list?: string;
  /** Shown when nothing was entered yet. */
  readonly value?: string;
}

/** A labelled input with what was entered in it and what is wrong with it. Passwords are not shown again. */
export function inputField<Fields>(
  form: FormState<Fields>,
  name: keyof Fields & string,
  field: Field,
): Html {
  const type = field.type ?? 'text';
  const value = type === 'password' ? '' : (form.values[name] ?? field.value ?? '');
  return labelled(form, name, field, (described) => {
    return html`<input
      id="${name}"
      name="${name}"
      type="${type}"
      value="${value}"
      ${described}
      ${field.autocomplete !== undefined && html`autocomplete="${field.autocomplete}"`}
      ${field.inputmode !== undefined && html`inputmode="${field.inputmode}"`}
      ${field.maxlength !== undefined && html`maxlength="${field.maxlength}"`}
      ${field.min !== undefined && html`min="${field.min}"`}
      ${field.max !== undefined && html`max="${field.max}"`}
      ${field.list !== undefined && html`list="${field.list}"`}
      ${field.optional !== true && html`required`}
    />`;
  });
}

/** A text of several lines. */
export function textField<Fields>(
  form: FormState<Fields>,
  name: keyof Fields & string,
  field: Pick<Field, 'label' | 'hint'> & { readonly rows: number },
): Html {
  return labelled(form, name, field, (described) => {
    return html`<textarea id="${name}" name="${name}" rows="${field.rows}" ${described}>
${form.values[name] ?? ''}</textarea>`;
  });
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export function selectField<Fields>(
  form: FormState<Fields>,
  name: keyof Fields & string,
  field: Pick<Field, 'label' | 'hint' | 'value'>,
  choices: readonly Choice[],
): Html {
  const chosen = form.values[name] ?? field.value;
  const options = choices.map(
    ({ value, label }) =>
      html`<option value="${value}" ${value === chosen && html`selected`}>${label}</option>`,
  );
  return labelled(form, name, field, (described) => {
    return html`<select id="${name}" name="${name}" ${described}>
      ${options}
    </select>`;
  });
}

/** An unchecked box is not sent: its schema has `z.literal('on').optional()`. */
export function checkboxField<Fields>(
  form: FormState<Fields>,
  name: keyof Fields & string,
  field: Pick<Field, 'label' | 'hint'> & { readonly checked: boolean },
): Html {
  return html`<div class="field check">
    <input
      id="${name}"
      name="${name}"
      type="checkbox"
      value="on"
      ${field.checked && html`checked`}
    />
    <label for="${name}">${field.label}</label>
    ${hintOf(name, field)}${problemOf(form, name)}
  </div>`;
}

/** At the head of a form that was refused: what is wrong, with links to the fields. */
export function problemSummary<Fields>(
  form: FormState<Fields>,
  labels: Readonly<Partial<Record<keyof Fields & string, string>>>,
  visit: Visit,
): Html {
  const problems = Object.entries<string | undefined>(form.problems);
  if (problems.length === 0) {
    return form.message === undefined
      ? nothing
      : html`<p class="problem-summary" role="alert">${form.message}</p>`;
  }
  const names: Readonly<Partial<Record<string, string>>> = labels;
  const items = problems.map(
    ([name, text]) => html`<li><a href="#${name}">${names[name] ?? name}</a>: ${text}</li> `,
  );
  return html`<div class="problem-summary" role="alert">
    <p>${form.message ?? texts(visit.language).form.summary}</p>
    <ul>
      ${items}
    </ul>
  </div>`;
}

function labelled<Fields>(
  form: FormState<Fields>,
  name: keyof Fields & string,
  field: Pick<Field, 'label' | 'hint'>,
  control: (described: Html) => Html,
): Html {
  const isWrong = form.problems[name] !== undefined;
  const ids = [
    ...(field.hint === undefined ? [] : [`${name}-hint`]),
    ...(isWrong ? [`${name}-problem`] : []),
  ];
  const described = html`${ids.length > 0 && html`aria-describedby="${ids.join(' ')}"`}
  ${isWrong && html`aria-invalid="true"`}`;
  return html`<div class="field">
    <label for="${name}">${field.label}</label>
    ${hintOf(name, field)}${control(described)}${problemOf(form, name)}
  </div>`;
}

function hintOf(name: string, { hint }: Pick<Field, 'hint'>): Html {
  return hint === undefined ? nothing : html`<p class="hint" id="${name}-hint">${hint}</p>`;
}

function problemOf<Fields>(form: FormState<Fields>, name: keyof Fields & string): Html {
  const problem = form.problems[name];
  return problem === undefined
    ? nothing
    : html`<p class="problem" id="${name}-problem">${problem}</p>`;
}
