import { type Texts, texts } from '../../../languages/languages.js';
import type { Role } from '../../../bridge/conference/words.js';
import type { Page } from '../../http/answer.js';
import type { Resource } from '../../http/routes.js';
import type { Visit } from '../../http/visit.js';
import { type Html, html } from '../../views/html.js';
import { type KeyCommand, keyCommands } from './key-commands.js';

/** All commands of telephone and page (P8), to be printed; for participants too. */
export const commands: Resource = (routes) => {
  routes.publicPage('/commands', commandsPage);
};

function commandsPage({ language }: Visit): Page {
  const strings = texts(language).commands;
  const controls = strings.webControls.map(
    ([control, effect]) =>
      html`<tr>
        <th scope="row">${control}</th>
        <td>${effect}</td>
      </tr> `,
  );
  const body = html`<div class="head-line">
      <h1>${strings.title}</h1>
      <button class="not-printed" data-print hidden>${strings.print}</button>
    </div>
    <p class="lead">${strings.lead}</p>
    <div class="side-by-side">
      ${(['organizer', 'participant'] as const).map((role) => keysOf(role, strings))}
    </div>
    <p class="quiet">${strings.notes}</p>
    <section>
      <h2>${strings.web}</h2>
      <p>${strings.webLead}</p>
      <table class="commands">
        <tbody>
          ${controls}
        </tbody>
      </table>
    </section>`;
  return { title: strings.title, body, section: 'commands' };
}

function keysOf(role: Role, strings: Texts['commands']): Html {
  const rows = keyCommands(role).map(
    (command) =>
      html`<tr>
        <th scope="row">${keysView(command)}</th>
        <td>${effectOf(command, strings)}</td>
      </tr> `,
  );
  return html`<section>
    <h2>${strings.roles[role]}</h2>
    <table class="commands">
      <thead class="unseen">
        <tr>
          ${strings.columns.map((column) => html`<th scope="col">${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </section>`;
}

function keysView({ key }: KeyCommand): Html {
  return html`<kbd>${key.slice(0, 1)}</kbd> <kbd>${key.slice(1)}</kbd>`;
}

function effectOf({ does }: KeyCommand, { keys, help }: Texts['commands']): string {
  return does.length === 0 ? help : does.map((prompt) => keys[prompt]).join(' / ');
}
