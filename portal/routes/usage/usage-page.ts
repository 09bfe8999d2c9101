import type { ConferenceUsagePage, UsageReport, UsageTotals } from '../../../bridge/ports/usage.js';
import { wholeNumber } from '../../i18n/format.js';
import { type Html, html } from '../../views/html.js';
import { usageChart } from './chart.js';
import { conferenceList } from './conference-list.js';
import { minutesText, moneyText } from './figures.js';
import { choicePath, periods } from './usage-choice.js';
import { breakdownTable, numbersTable } from './usage-tables.js';
import type { UsageView } from './usage-view.js';

/** P5 for one organizer, M5 for many. */
export function usageBody(
  view: UsageView,
  report: UsageReport,
  slotStarts: readonly number[],
  page: ConferenceUsagePage,
): Html {
  const { text } = view;
  const isEmpty = report.totals.conferences === 0;
  const breakdowns = html`<div class="breakdowns">
    ${view.ofMany && breakdownTable(view, text.byOrganizer, report.byOrganizer, 'organizer')}
    ${view.ofMany && breakdownTable(view, text.byGroup, report.byGroup, 'group')}
    ${breakdownTable(view, text.byCode, report.byBillingCode, 'code')}
    ${numbersTable(view, report.byNumber)}
  </div>`;
  // An organizer looks for a conference; an admin, for who held many.
  return html`${periodTabs(view)}${narrowing(view)}
  ${!isEmpty && html`${tiles(view, report.totals)}${usageChart(view, slotStarts, report.slots)}`}
  ${!isEmpty && view.ofMany && breakdowns} ${conferenceList(view, page)}
  ${!isEmpty && !view.ofMany && breakdowns}`;
}

function periodTabs(view: UsageView): Html {
  const { text, choice, path } = view;
  const items = periods
    .filter((months) => months !== 13 || view.ofMany)
    .map((months) => {
      const to = choicePath(path, choice, { months, after: undefined });
      return html`<li>
        <a href="${to}" ${months === choice.months && html`aria-current="page"`}
          >${text.periods[months]}</a
        >
      </li> `;
    });
  const query = {
    months: choice.months,
    sort: choice.sort,
    order: choice.order,
    ...filterOf(view),
  };
  return html`<div class="period">
    <nav class="tabs" aria-label="${text.period}">
      <ul>
        ${items}
      </ul>
    </nav>
    <p class="downloads">
      <a href="${choicePath(`${path}/conferences.csv`, query)}" download>${text.csvConferences}</a>
      <a href="${choicePath(`${path}/calls.csv`, query)}" download>${text.csvCalls}</a>
    </p>
  </div>`;
}

function filterOf({ choice }: UsageView) {
  const { code, organizer, group } = choice;
  return { code, organizer, group };
}

/** A form that asks: the filter is part of the address, to be kept and sent on. */
function narrowing(view: UsageView): Html {
  const { text, choice, path } = view;
  const isFiltered = Object.values(filterOf(view)).some((value) => value !== undefined);
  const cleared = { code: undefined, organizer: undefined, group: undefined, after: undefined };
  const hidden = Object.entries({ ...choice, code: undefined, after: undefined })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => html`<input type="hidden" name="${name}" value="${String(value)}" />`);
  return html`<form class="filter" method="get" action="${path}" role="search">
      ${hidden}
      <label
        >${text.anyCode}
        <input name="code" value="${choice.code ?? ''}" maxlength="20" autocomplete="off" />
      </label>
      <button>${text.apply}</button>
    </form>
    ${
      isFiltered &&
      html`<p class="notice">
        ${text.filtered} <a href="${choicePath(path, choice, cleared)}">${text.clear}</a>
      </p>`
    }`;
}

function tiles(view: UsageView, totals: UsageTotals): Html {
  const { text, visit, currency } = view;
  const { language } = visit;
  const { conferences, calls, seconds, peak, costMillionths } = totals;
  const perCall = minutesText(language, calls === 0 ? 0 : seconds / calls);
  const perConference = minutesText(language, conferences === 0 ? 0 : seconds / conferences);
  const all: readonly (readonly [label: string, value: string, note?: string])[] = [
    [text.conferences, wholeNumber(language, conferences)],
    [text.calls, wholeNumber(language, calls)],
    [text.minutes, minutesText(language, seconds), text.averageLength(perConference)],
    [text.average, perCall],
    [text.peak, wholeNumber(language, peak)],
    [text.cost, moneyText(language, costMillionths, currency)],
  ];
  return html`<dl class="tiles">
    ${all.map(
      ([label, value, note]) =>
        html`<div>
          <dt>${label}</dt>
          <dd>${value}</dd>
          ${note !== undefined && html`<dd class="note">${note}</dd>`}
        </div> `,
    )}
  </dl>`;
}
