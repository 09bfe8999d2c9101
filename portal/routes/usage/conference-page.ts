import type { CallUsage, ConferenceUsageDetail } from '../../../bridge/ports/usage.js';
import {
  countryName,
  dateTime,
  duration,
  groupedDigits,
  timeOfDay,
  wholeNumber,
} from '../../i18n/format.js';
import { type Html, html } from '../../views/html.js';
import { decimalText, minutesText, moneyText, qualityGrade } from './figures.js';
import { type UsageView, callerNumber } from './usage-view.js';

/** One conference and each call in it. */
export function conferenceBody(view: UsageView, conference: ConferenceUsageDetail): Html {
  const { text, path, visit, currency } = view;
  const { language, timeZone } = visit;
  const ended =
    conference.endedAtMs === null
      ? text.goesOn
      : `${dateTime(language, conference.endedAtMs, timeZone)} (${duration(conference.endedAtMs - conference.startedAtMs)})`;
  const facts: readonly (readonly [string, string | null])[] = [
    [text.organizer, conference.organizerName],
    [text.room, conference.roomNumber === null ? null : groupedDigits(conference.roomNumber)],
    [text.started, dateTime(language, conference.startedAtMs, timeZone)],
    [text.ended, ended],
    [text.columns.code, conference.billingCode],
    [text.calls, wholeNumber(language, conference.calls)],
    [text.peak, wholeNumber(language, conference.peak)],
    [text.minutes, minutesText(language, conference.seconds)],
    [text.cost, moneyText(language, conference.costMillionths, currency)],
  ];
  return html`<p><a href="${path}">${text.back}</a></p>
    <dl class="facts">
      ${facts
        .filter(([, value]) => value !== null)
        .map(
          ([name, value]) =>
            html`<dt>${name}</dt>
              <dd>${value}</dd> `,
        )}
    </dl>
    <h2>${text.callers}</h2>
    ${
      conference.callers.length === 0
        ? html`<p class="empty">${text.nobody}</p>`
        : callersTable(view, conference)
    }`;
}

function callersTable(view: UsageView, conference: ConferenceUsageDetail): Html {
  const { text } = view;
  return html`<div class="scrolls" tabindex="0" role="region" aria-label="${text.callers}">
    <table class="callers">
      <thead>
        <tr>
          <th scope="col">${text.caller}</th>
          <th scope="col">${text.role}</th>
          <th scope="col">${text.joined}</th>
          <th scope="col">${text.left}</th>
          <th scope="col" class="number">${text.time}</th>
          <th scope="col">${text.dialled}</th>
          <th scope="col">${text.quality}</th>
          <th scope="col" class="number">${text.cost}</th>
        </tr>
      </thead>
      <tbody>
        ${conference.callers.map((call) => callRow(view, conference, call))}
      </tbody>
    </table>
  </div>`;
}

function callRow(view: UsageView, conference: ConferenceUsageDetail, call: CallUsage): Html {
  const { text, visit, currency } = view;
  const { language, timeZone } = visit;
  const number = callerNumber(view, conference, call);
  const clock = (at: number) => timeOfDay(language, at, timeZone);
  const country = call.country === null ? '' : `, ${countryName(language, call.country)}`;
  return html`<tr>
    <th scope="row">
      ${call.callerName ?? number ?? text.unknown}${
        call.callerName !== null &&
        number !== null &&
        html`<br /><span class="quiet">${number}</span>`
      }
    </th>
    <td>${text.roles[call.role]}</td>
    <td>${clock(call.joinedAtMs)}</td>
    <td>${call.endedAtMs === null ? html`<em>${text.goesOn}</em>` : clock(call.endedAtMs)}</td>
    <td class="number">${duration(call.seconds * 1000)}</td>
    <td>
      ${call.dialledNumber}<br /><span class="quiet">${text.kinds[call.kind]}${country}</span>
    </td>
    <td>${quality(call, language, text)}</td>
    <td class="number">${moneyText(language, call.costMillionths, currency)}</td>
  </tr> `;
}

function quality(
  call: CallUsage,
  language: UsageView['visit']['language'],
  text: UsageView['text'],
): Html {
  if (call.mos === null) return html`<span class="quiet">${text.unknown}</span>`;
  const grade = qualityGrade(call.mos);
  const received = call.packetsReceived ?? 0;
  const lost = call.packetsLost ?? 0;
  const lossPct = received + lost === 0 ? 0 : (100 * lost) / (received + lost);
  const details = [
    `${text.mos} ${decimalText(language, call.mos, 1)}`,
    `${text.loss} ${decimalText(language, lossPct, 1)} %`,
    ...(call.jitterMs === null ? [] : [`${text.jitter} ${Math.round(call.jitterMs)} ms`]),
    ...(call.codec === null ? [] : [call.codec]),
  ];
  return html`<span class="quality ${grade}">${text.qualities[grade]}</span><br /><span
      class="quiet"
      >${details.join(', ')}</span
    >`;
}
