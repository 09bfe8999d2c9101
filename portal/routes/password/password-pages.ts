import { texts } from '../../../languages/languages.js';
import type { PersonRecord } from '../../../bridge/ports/identity-store.js';
import type { Page } from '../../http/answer.js';
import type { FormState } from '../../http/form.js';
import type { Visit } from '../../http/visit.js';
import { csrfField, inputField, problemSummary } from '../../views/form.js';
import { html } from '../../views/html.js';
import { type NewPasswordFields, newPasswordInputs } from './new-password.js';

export interface ForgottenFields {
  readonly email: string;
}

export function forgottenPage(visit: Visit, form: FormState<ForgottenFields>): Page {
  const strings = texts(visit.language).password;
  const body = html`<h1>${strings.forgottenTitle}</h1>
    <p>${strings.forgottenText}</p>
    ${problemSummary(form, { email: strings.email }, visit)}
    <form class="panel" method="post" action="/password/forgotten">
      ${csrfField(visit)}
      ${inputField(form, 'email', {
        label: strings.email,
        type: 'email',
        autocomplete: 'username',
      })}
      <div class="actions">
        <button class="primary">${strings.send}</button>
        <a href="/sign-in">${strings.back}</a>
      </div>
    </form>`;
  return { title: strings.forgottenTitle, body, width: 'form' };
}

/** The same for everybody. */
export function linkSentPage(visit: Visit, email: string): Page {
  const strings = texts(visit.language).password;
  const body = html`<h1>${strings.sentTitle}</h1>
    <p>${strings.sentText(email)}</p>
    <p class="quiet">${strings.sentAgain}</p>
    <p><a href="/sign-in">${strings.back}</a></p>`;
  return { title: strings.sentTitle, body, width: 'form' };
}

export function setPasswordPage(
  visit: Visit,
  person: PersonRecord,
  form: FormState<NewPasswordFields>,
): Page {
  const strings = texts(visit.language).password;
  const labels = { password: strings.password, repeated: strings.repeated };
  const body = html`<h1>${strings.setTitle}</h1>
    <p>${strings.setFor(person.email)}</p>
    ${problemSummary(form, labels, visit)}
    <form class="panel" method="post">
      ${csrfField(visit)}
      <input type="hidden" name="username" autocomplete="username" value="${person.email}" />
      ${newPasswordInputs(form, visit.language)}
      <div class="actions"><button class="primary">${strings.save}</button></div>
    </form>`;
  return { title: strings.setTitle, body, width: 'form' };
}

export function linkGonePage(visit: Visit): Page {
  const strings = texts(visit.language).password;
  const body = html`<h1>${strings.goneTitle}</h1>
    <p>${strings.goneText}</p>
    <p><a class="button" href="/password/forgotten">${strings.askAgain}</a></p>`;
  return { title: strings.goneTitle, body, width: 'form', status: 410 };
}
