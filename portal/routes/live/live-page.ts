import type { LiveMember, LiveView } from '../../../bridge/application/live/view.js';
import type { RoomRecord } from '../../../bridge/ports/directory.js';
import type { Page } from '../../http/answer.js';
import type { SignedInVisit } from '../../http/visit.js';
import { duration, groupedDigits } from '../../i18n/format.js';
import { isOpen, memberName, memberState } from '../../live/member-text.js';
import type { LiveCommand } from '../../live/live-command.js';
import type { LiveTexts } from '../../../languages/en/texts/live.js';
import { texts } from '../../../languages/languages.js';
import { liveTextsScript } from '../../views/assets.js';
import { csrfField } from '../../views/form.js';
import { type Html, html, nothing } from '../../views/html.js';
import { askFor } from './plain-command.js';

type Look = LiveView & { readonly atMs: number };

/** As the room is now. The script takes the panel over; without it, buttons and reloads do. */
export function livePage(room: RoomRecord, look: Look, visit: SignedInVisit): Page {
  const text = texts(visit.language).live;
  const number = groupedDigits(room.number);
  return {
    title: `${text.room} ${number}`,
    section: 'conferences',
    width: 'wide',
    scripts: [liveTextsScript(visit.language), 'live'],
    body: html`<div id="live" data-room="${room.number}">
      <h1>${text.room} ${number}</h1>
      <form method="post" action="/live/${room.number}">
        ${csrfField(visit)} ${plainPanel(look, text)}
      </form>
    </div>`,
  };
}

function plainPanel(look: Look, text: LiveTexts): Html {
  const { conference, hands, lines: members, atMs } = look;
  if (conference === null) {
    return html`<div class="empty">
      <p>${text.nobody}</p>
      <p>${text.nobodyHint}</p>
    </div>`;
  }
  return html`<p>
      ${text.duration}: ${duration(atMs - conference.startedAtMs)}
      ${conference.locked && html` · ${text.locked}`}
      ${conference.lecture !== 'off' && html` · ${text.lectureOn[conference.lecture]}`}
    </p>
    <p class="buttons">
      ${button({ kind: 'mute-all', on: true }, text.muteAll)}
      ${button({ kind: 'mute-all', on: false }, text.unmuteAll)}
      ${
        conference.locked
          ? button({ kind: 'lock', on: false }, text.unlock)
          : button({ kind: 'lock', on: true }, text.lock)
      }
      ${hands.length === 0 ? nothing : button({ kind: 'next-speaker' }, text.next)}
    </p>
    <table>
      <caption>
        ${text.lines(members.length)}
      </caption>
      <thead>
        <tr>
          <th scope="col">${text.columns.name}</th>
          <th scope="col">${text.columns.role}</th>
          <th scope="col">${text.columns.state}</th>
          <th scope="col">${text.columns.actions}</th>
        </tr>
      </thead>
      <tbody>
        ${members.map((member) => plainRow(member, text))}
      </tbody>
    </table>
    <noscript><p class="hint">${text.noScript}</p></noscript>`;
}

function plainRow(member: LiveMember, text: LiveTexts): Html {
  const open = isOpen(member);
  const mute = button({ kind: 'mute', line: member.id, on: open }, open ? text.mute : text.unmute);
  return html`<tr>
    <th scope="row">${memberName(member, text)}</th>
    <td>${text.roles[member.role]}</td>
    <td>${memberState(member, text)}</td>
    <td>${mute}</td>
  </tr> `;
}

function button(command: LiveCommand, label: string): Html {
  return html`<button name="ask" value="${askFor(command)}">${label}</button> `;
}
