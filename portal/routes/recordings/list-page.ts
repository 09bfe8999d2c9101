import { texts } from '../../../languages/languages.js';
import type { RecordingRecord } from '../../../bridge/ports/recordings.js';
import type { Page } from '../../http/answer.js';
import type { SignedInVisit } from '../../http/visit.js';
import { dateTime, day, duration, groupedDigits } from '../../i18n/format.js';
import { type Html, html, nothing } from '../../views/html.js';
import { positionText } from './api/page-position.js';
import { durationMs } from './api/recording-json.js';
import { fileSize, titleOf } from './facts.js';

export interface ListPage {
  readonly recordings: readonly RecordingRecord[];
  readonly hasOlder: boolean;
  readonly isFirst: boolean;
}

export function listPage({ recordings, hasOlder, isFirst }: ListPage, visit: SignedInVisit): Page {
  const text = texts(visit.language).recordings;
  const last = recordings.at(-1);
  const body = html`<h1>${text.title}</h1>
    ${recordings.length === 0 ? empty(visit) : table(recordings, visit)}
    <p class="actions">
      ${!isFirst && html`<a href="/recordings">${text.newest}</a>`}
      ${
        hasOlder &&
        last !== undefined &&
        html`<a href="/recordings?after=${positionText(last)}">${text.older}</a>`
      }
    </p>`;
  return { title: text.title, body, section: 'recordings', width: 'wide' };
}

function empty({ language }: SignedInVisit): Html {
  const text = texts(language).recordings;
  return html`<div class="empty">
    <p>${text.empty}</p>
    <p>${text.emptyHint}</p>
  </div>`;
}

function table(recordings: readonly RecordingRecord[], visit: SignedInVisit): Html {
  const { columns } = texts(visit.language).recordings;
  return html`<table class="recordings">
    <thead>
      <tr>
        <th scope="col">${columns.title}</th>
        <th scope="col">${columns.room}</th>
        <th scope="col" class="number">${columns.length}</th>
        <th scope="col" class="number">${columns.size}</th>
        <th scope="col">${columns.expires}</th>
      </tr>
    </thead>
    <tbody>
      ${recordings.map((recording) => row(recording, visit))}
    </tbody>
  </table>`;
}

function row(recording: RecordingRecord, { language, timeZone }: SignedInVisit): Html {
  const text = texts(language).recordings;
  const { id, roomNumber, startedAtMs, expiresAtMs, content, finish } = recording;
  return html`<tr>
    <th scope="row">
      <a href="/recordings/${id}">${titleOf(recording, language)}</a>
      <span class="begun">${dateTime(language, startedAtMs, timeZone)}</span>
      ${finish === null ? html`<strong class="on-air">${text.recordingNow}</strong>` : nothing}
    </th>
    <td data-label="${text.columns.room}">${groupedDigits(roomNumber)}</td>
    <td class="number" data-label="${text.columns.length}">${duration(durationMs(recording))}</td>
    <td class="number" data-label="${text.columns.size}">${fileSize(language, content.bytes)}</td>
    <td data-label="${text.columns.expires}">${day(language, expiresAtMs, timeZone)}</td>
  </tr>`;
}
