import { texts } from '../../../languages/languages.js';
import type { Page } from '../../http/answer.js';
import type { FormState } from '../../http/form.js';
import type { Visit } from '../../http/visit.js';
import { csrfField, inputField, problemSummary } from '../../views/form.js';
import { html } from '../../views/html.js';

export interface SignInFields {
  readonly email: string;
  readonly password: string;
  /** Where the person was going. */
  readonly next?: string | undefined;
}

export function signInPage(visit: Visit, form: FormState<SignInFields>): Page {
  const strings = texts(visit.language).signIn;
  const labels = { email: strings.email, password: strings.password };
  const body = html`<h1>${strings.title}</h1>
    ${visit.query.has('set') && html`<p class="notice" role="status">${strings.passwordSet}</p>`}
    ${problemSummary(form, labels, visit)}
    <form class="panel" method="post" action="/sign-in">
      ${csrfField(visit)}
      <input type="hidden" name="next" value="${form.values.next ?? ''}" />
      ${inputField(form, 'email', {
        label: strings.email,
        type: 'email',
        autocomplete: 'username',
      })}
      ${inputField(form, 'password', {
        label: strings.password,
        type: 'password',
        autocomplete: 'current-password',
      })}
      <div class="actions">
        <button class="primary">${strings.submit}</button>
        <a href="/password/forgotten">${strings.forgotten}</a>
      </div>
    </form>`;
  return { title: strings.title, body, width: 'form' };
}
