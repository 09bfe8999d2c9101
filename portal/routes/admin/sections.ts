import { type Texts, texts } from '../../../languages/languages.js';
import type { SignedInVisit } from '../../http/visit.js';
import { type Html, html } from '../../views/html.js';

export type AdminSection = Exclude<keyof Texts['adminSections'], 'label'>;

/** In the order shown; those of a group's admin first. */
const sections: readonly { readonly section: AdminSection; readonly wholeAccount: boolean }[] = [
  { section: 'organizers', wholeAccount: false },
  { section: 'groups', wholeAccount: true },
  { section: 'admins', wholeAccount: true },
  { section: 'numbers', wholeAccount: true },
  { section: 'defaults', wholeAccount: true },
  { section: 'prices', wholeAccount: true },
  { section: 'reports', wholeAccount: false },
  { section: 'audit', wholeAccount: false },
];

/** The heads of the administration's pages, one beside another. */
export function adminHead(visit: SignedInVisit, current: AdminSection): Html {
  const text = texts(visit.language).adminSections;
  const whole = visit.principal.person.admin === 'account';
  const items = sections
    .filter(({ wholeAccount }) => whole || !wholeAccount)
    .map(
      ({ section }) =>
        html`<li>
          <a href="/admin/${section}" ${section === current && html`aria-current="page"`}
            >${text[section]}</a
          >
        </li> `,
    );
  return html`<h1>${text.label}</h1>
    <nav class="tabs" aria-label="${text.label}">
      <ul>
        ${items}
      </ul>
    </nav>`;
}
