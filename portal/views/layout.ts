import { texts } from '../../languages/languages.js';
import type { Page } from '../http/answer.js';
import type { Visit } from '../http/visit.js';
import { readableChoices } from '../i18n/languages.js';
import type { Assets } from './assets.js';
import { csrfField } from './form.js';
import { type Html, html, nothing } from './html.js';
import { navigation } from './navigation.js';

/** What is around every page. */
export function layout(page: Page, visit: Visit, assets: Assets): string {
  const text = texts(visit.language).layout;
  const scripts = ['site' as const, ...(page.scripts ?? [])];
  const title = page.title === 'Partyline' ? page.title : `${page.title} · Partyline`;
  return html`<!doctype html>
    <html lang="${visit.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="csrf-token" content="${visit.csrfToken}" />
        <title>${title}</title>
        <link rel="stylesheet" href="${assets.stylesheet}" />
        ${scripts.map((name) => html`<script type="module" src="${assets.script(name)}"></script>`)}
      </head>
      <body>
        <a class="skip" href="#content">${text.skip}</a>
        <header class="site">
          <a class="brand" href="/">Partyline</a>
          ${
            visit.principal !== null && navigation(visit.principal, page.section, visit.language)
          }${account(visit)}
        </header>
        <main id="content" tabindex="-1" class="${page.width ?? 'usual'}">${page.body}</main>
        <footer class="site">
          ${languageSwitch(visit)}
          <a href="/healthz">${text.state}</a>
        </footer>
      </body>
    </html> `.toString();
}

function account(visit: Visit): Html {
  const text = texts(visit.language).layout;
  if (visit.principal === null) {
    if (visit.path === '/sign-in') return nothing;
    return html`<div class="account"><a href="/sign-in">${text.signIn}</a></div>`;
  }
  return html`<form class="account" method="post" action="/sign-out">
    ${csrfField(visit)}<span class="name">${visit.principal.person.name}</span>
    <button class="link">${text.signOut}</button>
  </form>`;
}

function languageSwitch(visit: Visit): Html {
  const buttons = readableChoices().map(
    ({ value: one, label }) =>
      html`<button
        class="link"
        name="language"
        value="${one}"
        lang="${one}"
        ${one === visit.language && html`aria-pressed="true"`}
      >
        ${label}
      </button>`,
  );
  return html`<form
    method="post"
    action="/language"
    aria-label="${texts(visit.language).layout.language}"
  >
    ${csrfField(visit)}<input type="hidden" name="back" value="${visit.path}" />${buttons}
  </form>`;
}
