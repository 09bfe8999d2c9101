import { texts } from '../../../languages/languages.js';
import type { SignedInVisit } from '../../http/visit.js';
import { groupedDigits } from '../../i18n/format.js';
import type { Portal } from '../../portal.js';
import { type Html, html } from '../../views/html.js';

/** The title, and a tab for each of one's rooms and for oneself. */
export async function settingsHead(
  { store }: Pick<Portal, 'store'>,
  { principal, language, path, query }: SignedInVisit,
): Promise<Html> {
  const strings = texts(language).settings;
  const rooms = await store.directory.listRoomsOf(principal.person.id);
  const tabs = [
    ...rooms.map(({ number }) => ({
      path: `/settings/rooms/${number}`,
      label: strings.room(groupedDigits(number)),
    })),
    { path: '/settings/you', label: strings.you },
    { path: '/settings/tokens', label: strings.tokens },
  ];
  const items = tabs.map(
    (tab) =>
      html`<li>
        <a href="${tab.path}" ${path.startsWith(tab.path) && html`aria-current="page"`}
          >${tab.label}</a
        >
      </li> `,
  );
  return html`<h1>${strings.title}</h1>
    <nav class="tabs" aria-label="${strings.title}">
      <ul>
        ${items}
      </ul>
    </nav>
    ${query.has('saved') && html`<p class="notice" role="status">${strings.saved}</p>`}`;
}
