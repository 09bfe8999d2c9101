import type {
  ConferenceUsage,
  ConferenceUsagePage,
  UsageSortKey,
} from '../../../bridge/ports/usage.js';
import { dateTime, duration, groupedDigits, wholeNumber } from '../../i18n/format.js';
import { type Html, html } from '../../views/html.js';
import { minutesText, moneyText } from './figures.js';
import { choicePath } from './usage-choice.js';
import type { UsageView } from './usage-view.js';

/** The conferences of a period, sorted by any column, a page at a time. */
export function conferenceList(view: UsageView, page: ConferenceUsagePage): Html {
  const { text, choice, path, visit } = view;
  if (page.count === 0) {
    return html`<div class="empty">
      <p>${text.empty}</p>
      <p>${text.emptyHint}</p>
    </div>`;
  }
  const columns: readonly UsageSortKey[] = [
    'started',
    ...(view.ofMany ? (['organizer'] as const) : []),
    'duration',
    'calls',
    'peak',
    'minutes',
    'code',
    'cost',
  ];
  return html`<section aria-labelledby="list">
    <h2 id="list">
      ${text.list} <span class="quiet">${text.count(wholeNumber(visit.language, page.count))}</span>
    </h2>
    <div class="scrolls" tabindex="0" role="region" aria-label="${text.list}">
      <table class="conferences">
        <thead>
          <tr>
            ${columns.map((column) => sortableHead(view, column))}
          </tr>
        </thead>
        <tbody>
          ${page.rows.map((row) => conferenceRow(view, columns, row))}
        </tbody>
      </table>
    </div>
    <p class="pages">
      ${
        choice.after !== undefined &&
        html`<a href="${choicePath(path, choice, { after: undefined })}#list" rel="first"
          >${text.first}</a
        >`
      }
      ${
        page.next !== null &&
        html`<a href="${choicePath(path, choice, { after: page.next })}#list" rel="next"
          >${text.next}</a
        >`
      }
    </p>
  </section>`;
}

const texts: readonly UsageSortKey[] = ['started', 'organizer', 'code'];

function sortableHead({ text, choice, path }: UsageView, column: UsageSortKey): Html {
  const current = choice.sort === column;
  // Names and codes from the first letter on, figures from the largest.
  const firstOrder = column === 'organizer' || column === 'code' ? 'asc' : 'desc';
  const other = choice.order === 'asc' ? 'desc' : 'asc';
  const order = current ? other : firstOrder;
  const to = choicePath(path, choice, { sort: column, order, after: undefined });
  const sorted = choice.order === 'asc' ? 'ascending' : 'descending';
  return html`<th
    scope="col"
    class="${texts.includes(column) ? 'text' : 'number'}"
    ${current && html`aria-sort="${sorted}"`}
  >
    <a href="${to}#list" rel="nofollow">${text.columns[column]}</a>
  </th>`;
}

function conferenceRow(
  view: UsageView,
  columns: readonly UsageSortKey[],
  row: ConferenceUsage,
): Html {
  const cells = columns.map((column) =>
    column === 'started'
      ? html`<th scope="row">${startLink(view, row)}</th>`
      : html`<td class="${texts.includes(column) ? 'text' : 'number'}">
          ${cellOf(view, row, column)}
        </td>`,
  );
  return html`<tr>
    ${cells}
  </tr> `;
}

function startLink({ visit, path }: UsageView, row: ConferenceUsage): Html {
  const started = dateTime(visit.language, row.startedAtMs, visit.timeZone);
  return html`<a href="${path}/conferences/${encodeURIComponent(row.id)}">${started}</a>`;
}

function cellOf(
  { visit, text, currency }: UsageView,
  row: ConferenceUsage,
  column: Exclude<UsageSortKey, 'started'>,
): string | Html {
  const { language } = visit;
  switch (column) {
    case 'organizer':
      return row.organizerName ?? (row.roomNumber === null ? '' : groupedDigits(row.roomNumber));
    case 'duration':
      return row.endedAtMs === null
        ? html`<em>${text.goesOn}</em>`
        : duration(row.endedAtMs - row.startedAtMs);
    case 'calls':
      return wholeNumber(language, row.calls);
    case 'peak':
      return wholeNumber(language, row.peak);
    case 'minutes':
      return minutesText(language, row.seconds);
    case 'code':
      return row.billingCode ?? '';
    case 'cost':
      return moneyText(language, row.costMillionths, currency);
  }
}
