import { localeOf } from '../../../languages/locales.js';
import { DateTime } from 'luxon';
import type { UsageTotals } from '../../../bridge/ports/usage.js';
import { wholeNumber } from '../../i18n/format.js';
import { type Html, html } from '../../views/html.js';
import { minutesText } from './figures.js';
import { type SlotUnit, slotUnit } from './usage-choice.js';
import type { UsageView } from './usage-view.js';

/**
 * Minutes in time. The table is what the chart is drawn from, by `client/usage-chart.ts`; without
 * the script it stands alone.
 */
export function usageChart(
  view: UsageView,
  starts: readonly number[],
  totals: readonly UsageTotals[],
): Html {
  const { text, choice, visit } = view;
  const unit = slotUnit(choice.months);
  const rows = starts.map((start, n) => {
    const { conferences = 0, calls = 0, seconds = 0 } = totals[n] ?? {};
    return html`<tr data-start="${Math.round(start / 1000)}" data-minutes="${seconds / 60}">
      <th scope="row">${slotName(view, start, unit)}</th>
      <td class="number">${wholeNumber(visit.language, conferences)}</td>
      <td class="number">${wholeNumber(visit.language, calls)}</td>
      <td class="number">${minutesText(visit.language, seconds)}</td>
    </tr> `;
  });
  const title = text.chart(unit);
  return html`<figure
    class="usage-chart"
    data-zone="${visit.timeZone}"
    data-locale="${localeOf(visit.language).tag}"
  >
    <figcaption>${title}</figcaption>
    <div class="plot" aria-hidden="true"></div>
    <details open>
      <summary>${text.figures}</summary>
      <div class="scrolls tall" tabindex="0" role="region" aria-label="${title}">
        <table>
          <thead>
            <tr>
              <th scope="col">${text.slot[unit]}</th>
              <th scope="col" class="number">${text.conferences}</th>
              <th scope="col" class="number">${text.calls}</th>
              <th scope="col" class="number">${text.minutes}</th>
            </tr>
          </thead>
          <tbody>
            ${rows}
          </tbody>
        </table>
      </div>
    </details>
  </figure>`;
}

function slotName({ visit }: UsageView, start: number, unit: SlotUnit): string {
  const locale = localeOf(visit.language).tag;
  const at = DateTime.fromMillis(start, { zone: visit.timeZone, locale });
  if (unit === 'month') return at.toLocaleString({ month: 'long', year: 'numeric' });
  return at.toLocaleString({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
}
