import { isIPv6 } from 'node:net';
import type { AccessNumberRecord, NumberKind } from '../../bridge/ports/access-numbers.js';
import type { Language } from '../../bridge/ports/language.js';
import { countryName } from '../i18n/format.js';
import { languageName } from '../i18n/languages.js';
import type { DialIn } from '../dial-in.js';
import { dataTable } from './data-table.js';
import { type Html, html, nothing } from './html.js';

export interface NumberTexts {
  readonly columns: readonly string[];
  readonly kinds: Readonly<Record<NumberKind, string>>;
}

/** By country; a tap dials, and keys the room where there is one. */
export function numberTable(
  numbers: readonly AccessNumberRecord[],
  { columns, kinds }: NumberTexts,
  language: Language,
  room?: { readonly number: string; readonly hint: string },
): Html {
  if (numbers.length === 0) return nothing;
  const named = numbers.map((one) => ({ ...one, name: countryName(language, one.country) }));
  const sorted = named.sort((a, b) => a.name.localeCompare(b.name, language));
  const rows = sorted.map(
    ({ name, number, kind, language: spoken }) =>
      html`<tr>
        <th scope="row">${name}</th>
        <td>${dialLink(number, room)}</td>
        <td>${kinds[kind]}</td>
        ${columns.length > 3 && html`<td lang="${spoken}">${languageName(spoken)}</td>`}
      </tr> `,
  );
  return dataTable(columns[1] ?? '', columns, rows);
}

/** Two pauses (RFC 3601 §3) give the greeting time to begin; digits may be keyed into it. */
function dialLink(
  number: string,
  room: { readonly number: string; readonly hint: string } | undefined,
): Html {
  if (room === undefined) return html`<a href="tel:${number}">${number}</a>`;
  return html`<a href="tel:${number},,${room.number}%23" title="${room.hint}">${number}</a>`;
}

/** `sip:700100@192.0.2.1:5060 (UDP)`, one for each address that calls are taken at. */
export function sipAddresses(addresses: DialIn['addresses'], user: Html | string): Html {
  const items = addresses.map(({ transport, host, port }) => {
    const place = `${isIPv6(host) ? `[${host}]` : host}:${port}`;
    return html`<li><code>sip:${user}@${place}</code> (${transport.toUpperCase()})</li> `;
  });
  return html`<ul>
    ${items}
  </ul>`;
}
