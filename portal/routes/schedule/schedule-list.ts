import { texts } from '../../../languages/languages.js';
import { recurrenceText } from '../../../bridge/application/schedule/recurrence-text.js';
import { nextMoment } from '../../../bridge/application/schedule/wall-clock.js';
import type { ScheduledConference } from '../../../bridge/ports/schedule.js';
import type { SignedInVisit } from '../../http/visit.js';
import { dateTime } from '../../i18n/format.js';
import { type Html, html } from '../../views/html.js';

/** What is scheduled, the soonest first; what is over, last. */
export function scheduleList(
  visit: SignedInVisit,
  conferences: readonly ScheduledConference[],
  nowMs: number,
): Html {
  const text = texts(visit.language).schedule;
  if (conferences.length === 0) return html`<p class="empty">${text.none}</p>`;
  const all = conferences
    .map((conference) => ({ conference, next: nextMoment(conference, nowMs) }))
    .sort((a, b) => (a.next ?? Infinity) - (b.next ?? Infinity));
  return html`<ul class="cards">
    ${all.map(({ conference, next }) => card(visit, conference, next))}
  </ul>`;
}

function card(visit: SignedInVisit, conference: ScheduledConference, next: number | null): Html {
  const text = texts(visit.language).schedule;
  const { id, subject, contacts, recurrence, timeZone } = conference;
  const when = next === null ? text.over : dateTime(visit.language, next, visit.timeZone);
  const elsewhere =
    next !== null && timeZone !== visit.timeZone
      ? html` <span class="quiet">(${dateTime(visit.language, next, timeZone)}, ${timeZone})</span>`
      : false;
  const path = `/schedule/${encodeURIComponent(id)}`;
  return html`<li class="panel">
    <h2><a href="${path}">${subject}</a></h2>
    <p>${when}${elsewhere}</p>
    <p class="quiet">
      ${recurrence !== null && html`${recurrenceText(recurrence, visit.language)} · `}${text.people(contacts.length)}
    </p>
    <div class="actions">
      <a class="button" href="${path}">${text.edit}</a>
      <a href="${path}/invite.ics" download>${text.invite}</a>
      <a class="button danger" href="${path}/cancel">${text.cancelFirst}</a>
    </div>
  </li> `;
}
