import type {
  NumberUsage,
  UsageBreakdown,
  UsageFigures,
  UsageRow,
} from '../../../bridge/ports/usage.js';
import { countryName, wholeNumber } from '../../i18n/format.js';
import { type Html, html, nothing } from '../../views/html.js';
import { minutesText, moneyText } from './figures.js';
import { choicePath, none } from './usage-choice.js';
import type { UsageView } from './usage-view.js';

/** What conferences were counted by. Each row leads to those it counts. */
export function breakdownTable(
  view: UsageView,
  title: string,
  breakdown: UsageBreakdown,
  by: 'code' | 'group' | 'organizer',
): Html {
  const { text } = view;
  if (breakdown.rows.length < 2 && view.choice[by] === undefined) return nothing;
  const missing = { code: text.noCode, group: text.noGroup, organizer: text.gone }[by];
  const rows = breakdown.rows.map((row) => {
    const path = choicePath(view.path, view.choice, { [by]: row.key ?? none, after: undefined });
    const name = row.key === null ? missing : (row.name ?? text.gone);
    return figuresRow(view, html`<a href="${path}">${name}</a>`, row);
  });
  const { others } = breakdown;
  return html`<section>
    <h2>${title}</h2>
    <div class="scrolls" tabindex="0" role="region" aria-label="${title}">
      <table>
        ${tableHead(view, title, [text.conferences])}
        <tbody>
          ${rows}
          ${
            others !== null &&
            figuresRow(view, html`${text.others(others.count)}`, {
              ...others,
              key: null,
              name: null,
            })
          }
        </tbody>
      </table>
    </div>
  </section>`;
}

function figuresRow(view: UsageView, name: Html, row: UsageRow): Html {
  const { language } = view.visit;
  return html`<tr>
    <th scope="row">${name}</th>
    <td class="number">${wholeNumber(language, row.conferences)}</td>
    ${figureCells(view, row)}
  </tr> `;
}

function tableHead({ text }: UsageView, first: string, more: readonly string[]): Html {
  const numbers = [...more, text.calls, text.minutes, text.cost];
  return html`<thead>
    <tr>
      <th scope="col"><span class="unseen">${first}</span></th>
      ${numbers.map((title) => html`<th scope="col" class="number">${title}</th>`)}
    </tr>
  </thead>`;
}

function figureCells({ visit, currency }: UsageView, figures: UsageFigures): Html {
  const { language } = visit;
  return html`<td class="number">${wholeNumber(language, figures.calls)}</td>
    <td class="number">${minutesText(language, figures.seconds)}</td>
    <td class="number">${moneyText(language, figures.costMillionths, currency)}</td>`;
}

/** By kind of number and country. */
export function numbersTable(view: UsageView, numbers: readonly NumberUsage[]): Html {
  const { text, visit } = view;
  if (numbers.length === 0) return nothing;
  const rows = numbers.map(
    (one) =>
      html`<tr>
        <th scope="row">
          ${text.kinds[one.kind]}${
            one.country !== null && html`, ${countryName(visit.language, one.country)}`
          }
        </th>
        ${figureCells(view, one)}
      </tr> `,
  );
  return html`<section>
    <h2>${text.byNumber}</h2>
    <div class="scrolls" tabindex="0" role="region" aria-label="${text.byNumber}">
      <table>
        ${tableHead(view, text.number, [])}
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
  </section>`;
}
