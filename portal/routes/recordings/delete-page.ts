import { texts } from '../../../languages/languages.js';
import type { RecordingRecord } from '../../../bridge/ports/recordings.js';
import type { Page } from '../../http/answer.js';
import type { SignedInVisit } from '../../http/visit.js';
import { dateTime, duration, groupedDigits } from '../../i18n/format.js';
import { csrfField } from '../../views/form.js';
import { html } from '../../views/html.js';
import { durationMs } from './api/recording-json.js';
import { titleOf } from './facts.js';

/** Asked before: what is deleted does not come back. */
export function deletePage(recording: RecordingRecord, visit: SignedInVisit): Page {
  const { language, timeZone } = visit;
  const text = texts(language).recordings;
  const { id, roomNumber, startedAtMs } = recording;
  const body = html`<h1>${text.deleteTitle}</h1>
    <p>
      <strong>${titleOf(recording, language)}</strong><br />
      ${dateTime(language, startedAtMs, timeZone)} · ${text.columns.room}
      ${groupedDigits(roomNumber)} · ${duration(durationMs(recording))}
    </p>
    <p>${text.deleteText}</p>
    <form method="post" class="actions">
      ${csrfField(visit)}<button class="danger">${text.deleteNow}</button>
      <a href="/recordings/${id}">${text.keep}</a>
    </form>`;
  return { title: text.deleteTitle, body, section: 'recordings', width: 'narrow' };
}
