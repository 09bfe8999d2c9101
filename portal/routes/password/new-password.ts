import { texts } from '../../../languages/languages.js';
import { z } from 'zod';
import {
  isEasyPassword,
  longestPassword,
  shortestPassword,
} from '../../../bridge/application/directory/passwords.js';
import type { Language } from '../../../bridge/ports/language.js';
import { type FormState, type Refusal } from '../../http/form.js';
import { problem } from '../../i18n/problems.js';
import { inputField } from '../../views/form.js';
import { type Html, html } from '../../views/html.js';

export interface NewPasswordFields {
  readonly password: string;
  readonly repeated: string;
}

export const newPasswordShape = {
  password: z.string().min(shortestPassword).max(longestPassword),
  repeated: z.string().max(longestPassword),
};

/** What only both fields together, or the person, tell of a new password. */
export function refusedPassword(
  { password, repeated }: NewPasswordFields,
  person: { readonly name: string; readonly email: string },
  language: Language,
): Refusal<NewPasswordFields> | null {
  if (password !== repeated) return { refused: { repeated: problem('same', language) } };
  if (isEasyPassword(password, person)) {
    return { refused: { password: problem('easyPassword', language) } };
  }
  return null;
}

export function newPasswordInputs(form: FormState<NewPasswordFields>, language: Language): Html {
  const strings = texts(language).password;
  return html`${inputField(form, 'password', {
    label: strings.password,
    hint: strings.passwordHint,
    type: 'password',
    autocomplete: 'new-password',
  })}
  ${inputField(form, 'repeated', {
    label: strings.repeated,
    type: 'password',
    autocomplete: 'new-password',
  })}`;
}
