import { type Texts, texts } from '../../../languages/languages.js';
import type { Language } from '../../../bridge/ports/language.js';
import type { DialIn } from '../../dial-in.js';
import type { Page } from '../../http/answer.js';
import type { Visit } from '../../http/visit.js';
import { numberTable, sipAddresses } from '../../views/access-numbers.js';
import { type Html, html, nothing } from '../../views/html.js';
import { withKeys } from '../../views/keys.js';

/** How to dial in, for whoever opens the bridge's address. */
export function homePage(dialIn: DialIn, { language }: Visit): Page {
  const strings = texts(language).home;
  const body = html`<h1>Partyline</h1>
    <p class="lead">${strings.lead}</p>
    <h2>${strings.joinHeading}</h2>
    <ol>
      ${strings.steps.map((step) => html`<li>${withKeys(step)}</li> `)}
    </ol>
    ${numbersSection(dialIn, strings, language)} ${sipSection(dialIn, strings)}`;
  return { title: 'Partyline', body, width: 'narrow' };
}

function numbersSection({ numbers }: DialIn, strings: Texts['home'], language: Language): Html {
  if (numbers.length === 0) return nothing;
  return html`<h2>${strings.numbersHeading}</h2>
    ${numberTable(numbers, strings, language)}`;
}

function sipSection({ addresses }: DialIn, strings: Texts['home']): Html {
  if (addresses.length === 0) return nothing;
  return html`<h2>${strings.sipHeading}</h2>
    <p>${strings.sipText}</p>
    ${sipAddresses(addresses, `<${strings.roomPlaceholder}>`)}`;
}
