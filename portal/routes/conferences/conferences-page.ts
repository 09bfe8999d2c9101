import { texts } from '../../../languages/languages.js';
import type { Page } from '../../http/answer.js';
import type { SignedInVisit } from '../../http/visit.js';
import { dateTime, duration, groupedDigits } from '../../i18n/format.js';
import { numberTable, sipAddresses } from '../../views/access-numbers.js';
import { dataTable } from '../../views/data-table.js';
import { type Html, html, nothing } from '../../views/html.js';
import { withKeys } from '../../views/keys.js';
import type { PastConference, RoomView } from './room-view.js';

export function conferencesPage(visit: SignedInVisit, rooms: readonly RoomView[]): Page {
  const strings = texts(visit.language).conferences;
  const body = html`<h1>${strings.title}</h1>
    ${rooms.length === 0 && html`<div class="empty"><p>${strings.noRoom}</p></div>`}
    ${rooms.map((room) => roomSection(room, visit))}`;
  return { title: strings.title, body, section: 'conferences' };
}

function roomSection(view: RoomView, visit: SignedInVisit): Html {
  const strings = texts(visit.language).conferences;
  const { number } = view.room;
  const room = { number, hint: strings.call };
  return html`<section class="panel" aria-label="${strings.room} ${number}">
      <div class="room-head">
        <dl>
          <div>
            <dt>${strings.room}</dt>
            <dd class="large">${groupedDigits(number)}</dd>
          </div>
          <div>
            <dt>${strings.pin}</dt>
            <dd>
              ${strings.pinKept} · <a href="/conferences/${number}/pin">${strings.changePin}</a>
            </dd>
          </div>
        </dl>
      </div>
      ${liveNow(view, visit)}
    </section>
    <ol>
      ${strings.steps.map((step) => html`<li>${withKeys(step)}</li> `)}
    </ol>
    <p><a href="/commands">${strings.commands}</a></p>
    <h2>${strings.numbers}</h2>
    ${
      view.numbers.length === 0
        ? html`<p>${strings.noNumbers}</p>`
        : html`${numberTable(view.numbers, strings, visit.language, room)}
            <h3>${strings.sip}</h3>`
    }
    ${sipAddresses(view.addresses, number)}
    <h2>${strings.last}</h2>
    ${lastConferences(view.last, visit)}`;
}

function liveNow({ room, live }: RoomView, visit: SignedInVisit): Html {
  const strings = texts(visit.language).conferences;
  if (live === null) return html`<div class="live-now"><p class="quiet">${strings.quiet}</p></div>`;
  const { startedAtMs, members, waiting, locked } = live;
  return html`<div class="live-now on">
    <p>
      <strong><span class="dot"></span>${strings.live}</strong> · ${strings.lines(members)}
      ${waiting && html` · ${strings.waiting}`} ${locked && html` · ${strings.locked}`}
      ${
        startedAtMs === null
          ? nothing
          : html` · ${strings.since} ${dateTime(visit.language, startedAtMs, visit.timeZone)}`
      }
    </p>
    <a class="button primary" href="/live/${room.number}">${strings.open}</a>
  </div>`;
}

function lastConferences(last: readonly PastConference[], visit: SignedInVisit): Html {
  const strings = texts(visit.language).conferences;
  if (last.length === 0) return html`<div class="empty"><p>${strings.noLast}</p></div>`;
  const rows = last.map(({ conference: { startedAtMs, endedAtMs, billingCode }, calls }) => {
    const length = endedAtMs === null ? '' : duration(endedAtMs - startedAtMs);
    return html`<tr>
      <th scope="row">${dateTime(visit.language, startedAtMs, visit.timeZone)}</th>
      <td class="number">${length}</td>
      <td class="number">${calls}</td>
      <td>${billingCode}</td>
    </tr> `;
  });
  const [start, length, calls, code] = strings.lastColumns;
  return dataTable(strings.last, [start, { number: length }, { number: calls }, code], rows);
}
