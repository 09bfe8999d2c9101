import { type Texts, texts } from '../../languages/languages.js';
import type { Language } from '../../bridge/ports/language.js';
import type { Principal } from '../auth/principal.js';
import { type Html, html } from './html.js';

export type Section = Exclude<keyof Texts['navigation'], 'label'>;

interface Entry {
  readonly section: Section;
  readonly path: string;
  /** Everybody who is signed in, when absent. */
  readonly shown?: (principal: Principal) => boolean;
}

/** In the order shown. */
const entries: readonly Entry[] = [
  { section: 'conferences', path: '/conferences' },
  { section: 'schedule', path: '/schedule' },
  { section: 'usage', path: '/usage' },
  { section: 'recordings', path: '/recordings' },
  { section: 'settings', path: '/settings' },
  { section: 'commands', path: '/commands' },
  {
    section: 'administration',
    path: '/admin',
    shown: ({ person }) => person.admin !== 'none',
  },
];

export function navigation(
  principal: Principal,
  current: Section | undefined,
  language: Language,
): Html {
  const text = texts(language).navigation;
  const shown = entries.filter((entry) => entry.shown?.(principal) ?? true);
  const items = shown.map(
    ({ section, path }) =>
      html`<li>
        <a href="${path}" ${section === current && html`aria-current="page"`}>${text[section]}</a>
      </li>`,
  );
  return html`<nav class="main" aria-label="${text.label}">
    <ul>
      ${items}
    </ul>
  </nav>`;
}
