import type { Language } from '../../../bridge/ports/language.js';
import { texts } from '../../../languages/languages.js';
import { z } from 'zod';
import { addressOf } from '../../auth/rate-limits.js';
import { SignInThrottle } from '../../auth/sign-in-throttle.js';
import { type Page, redirect } from '../../http/answer.js';
import { setCookie } from '../../http/cookies.js';
import { type FormState, emptyForm } from '../../http/form.js';
import type { Routes } from '../../http/routes.js';
import type { SignedInVisit } from '../../http/visit.js';
import { languageChoices, languageCookie, languageSchema } from '../../i18n/languages.js';
import { csrfField, inputField, problemSummary, selectField } from '../../views/form.js';
import { html } from '../../views/html.js';
import {
  type NewPasswordFields,
  newPasswordInputs,
  newPasswordShape,
  refusedPassword,
} from '../password/new-password.js';

import { settingsHead } from './settings-head.js';

interface LanguageFields {
  readonly ownLanguage: Language | '';
}

interface PasswordFields extends NewPasswordFields {
  readonly current: string;
}

const page = '/settings/you';

/** One's own language and password. */
export function yourSettings(routes: Routes): void {
  const { portal } = routes;
  const { people, store } = portal;
  const throttle = new SignInThrottle(portal.clock);

  const shown = async (
    visit: SignedInVisit,
    language: FormState<LanguageFields> = emptyForm,
    password: FormState<PasswordFields> = emptyForm,
  ): Promise<Page> => {
    const head = await settingsHead(portal, visit);
    const strings = texts(visit.language).settings;
    const body = html`${head}${languageForm(visit, language)}${passwordForm(visit, password)}`;
    return { title: strings.title, body, section: 'settings', width: 'narrow' };
  };

  routes.page(page, (visit) => shown(visit));

  routes.form<LanguageFields>(`${page}/language`, {
    schema: z.object({ ownLanguage: z.union([languageSchema, z.literal('')]) }),
    accept: async ({ principal, request }, { ownLanguage }) => {
      await store.identity.setLanguage(
        principal.person.id,
        ownLanguage === '' ? null : ownLanguage,
      );
      // What was chosen for this browser alone gives way.
      setCookie(request, languageCookie, null);
      return redirect(`${page}?saved`);
    },
    show: (visit, form) => shown(visit, form),
  });

  routes.form<PasswordFields>(`${page}/password`, {
    schema: z.object({ current: z.string().min(1).max(200), ...newPasswordShape }),
    accept: async (visit, fields) => {
      const { principal, language, request } = visit;
      const { person } = principal;
      const strings = texts(language).settings;
      const refused = refusedPassword(fields, person, language);
      if (refused !== null) return refused;
      const verdict = await throttle.try(person.id, addressOf(request), async () =>
        (await people.isPasswordOf(person, fields.current)) ? person : null,
      );
      if (verdict.kind === 'wait') {
        const message = strings.wait(Math.ceil(verdict.delayMs / 1000));
        return { refused: {}, message, status: 429 };
      }
      if (verdict.result === null) return { refused: { current: strings.wrongCurrent } };
      const own = principal.kind === 'session' ? principal.sessionId : null;
      await people.changePassword(person, fields.password, own);
      return redirect(`${page}?saved`);
    },
    show: (visit, form) => shown(visit, emptyForm, form),
  });
}

function languageForm(visit: SignedInVisit, form: FormState<LanguageFields>) {
  const strings = texts(visit.language).settings;
  const choices = [{ value: '', label: strings.accountLanguage }, ...languageChoices()];
  const field = {
    label: strings.language,
    hint: strings.languageHint,
    value: visit.principal.person.language ?? '',
  };
  return html`${problemSummary(form, { ownLanguage: strings.language }, visit)}
    <form class="panel" method="post" action="${page}/language">
      ${csrfField(visit)}${selectField(form, 'ownLanguage', field, choices)}
      <div class="actions"><button class="primary">${strings.saveLanguage}</button></div>
    </form>`;
}

function passwordForm(visit: SignedInVisit, form: FormState<PasswordFields>) {
  const strings = texts(visit.language).settings;
  const { password, repeated } = texts(visit.language).password;
  return html`${problemSummary(form, { current: strings.current, password, repeated }, visit)}
    <form class="panel" method="post" action="${page}/password">
      ${csrfField(visit)}
      <h2>${strings.password}</h2>
      <p class="quiet">${strings.passwordText}</p>
      <input
        type="hidden"
        name="username"
        autocomplete="username"
        value="${visit.principal.person.email}"
      />
      ${inputField(form, 'current', {
        label: strings.current,
        type: 'password',
        autocomplete: 'current-password',
      })}
      ${newPasswordInputs(form, visit.language)}
      <div class="actions"><button class="primary">${strings.savePassword}</button></div>
    </form>`;
}
