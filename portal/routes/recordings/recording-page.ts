import { texts } from '../../../languages/languages.js';
import type { RecordingRecord } from '../../../bridge/ports/recordings.js';
import type { Speaker, Timeline } from '../../../recordings/timeline.js';
import type { Page } from '../../http/answer.js';
import type { FormState } from '../../http/form.js';
import type { SignedInVisit } from '../../http/visit.js';
import { dateTime, day, duration, groupedDigits } from '../../i18n/format.js';
import { csrfField, inputField, problemSummary } from '../../views/form.js';
import { type Html, html, nothing } from '../../views/html.js';
import { drawingWidth, lane, waveform } from './drawing.js';
import { fileSize, titleOf } from './facts.js';

export interface RecordingPage {
  readonly recording: RecordingRecord;
  readonly timeline: Timeline;
  /** None where the waveform was lost. */
  readonly peaks: readonly number[];
  readonly fileIsThere: boolean;
  readonly mayListen: boolean;
  readonly mayChange: boolean;
}

export interface TitleForm {
  readonly title: string;
}

/** More lanes than these are no picture any more. */
const mostSpeakers = 20;

export function recordingPage(
  page: RecordingPage,
  form: FormState<TitleForm>,
  visit: SignedInVisit,
): Page {
  const { recording, mayChange } = page;
  const text = texts(visit.language).recordings;
  const body = html`<p><a href="/recordings">${text.back}</a></p>
    <h1>${titleOf(recording, visit.language)}</h1>
    ${problemSummary(form, { title: text.name }, visit)} ${player(page, visit)}
    ${facts(page, visit)} ${mayChange && renameForm(recording, form, visit)}
    ${
      recording.finish !== null &&
      html`<p class="actions">
        <a class="button danger" href="/recordings/${recording.id}/delete">${text.delete}</a>
      </p>`
    }`;
  const scripts = page.mayListen ? (['recording'] as const) : [];
  return { title: recording.title ?? text.untitled, body, section: 'recordings', scripts };
}

function player(page: RecordingPage, visit: SignedInVisit): Html {
  const { recording, timeline, peaks, fileIsThere, mayListen } = page;
  const text = texts(visit.language).recordings;
  if (!mayListen) return html`<p class="notice">${text.notYours}</p>`;
  if (recording.finish === null) return html`<p class="notice">${text.notReady}</p>`;
  if (!fileIsThere) return html`<p class="problem-summary">${text.missing}</p>`;
  return html`<section
    class="panel player"
    id="player"
    data-duration-ms="${timeline.durationMs}"
    data-width="${drawingWidth}"
  >
    ${
      peaks.length === 0
        ? html`<p class="quiet">${text.noWaveform}</p>`
        : waveform(peaks, timeline, text.waveform)
    }
    <audio
      controls
      preload="metadata"
      src="/api/v1/recordings/${recording.id}/audio"
      aria-label="${text.audio}"
    ></audio>
    ${speakers(timeline, visit)}
    <p class="actions">
      <a class="button primary" href="/api/v1/recordings/${recording.id}/download">
        ${text.download}
      </a>
    </p>
  </section>`;
}

function speakers(timeline: Timeline, visit: SignedInVisit): Html {
  const text = texts(visit.language).recordings;
  const all = timeline.speakers.map((speaker) => ({ speaker, spokeMs: timeOf(speaker) }));
  if (all.length === 0) return nothing;
  const most = [...all].sort((one, other) => other.spokeMs - one.spokeMs).slice(0, mostSpeakers);
  const shown = all.filter((one) => most.includes(one));
  return html`<h2>${text.whoSpoke}</h2>
    <p class="hint">${text.speakerHint}</p>
    <ul class="lanes">
      ${shown.map(
        ({ speaker, spokeMs }) =>
          html`<li>
            <button
              type="button"
              class="link"
              disabled
              data-turns="${speaker.turns.map(([from]) => from).join(' ')}"
            >
              <bdi>${speaker.label}</bdi>
            </button>
            <span class="quiet">${duration(spokeMs)}</span>
            ${lane(speaker.turns, timeline)}
          </li>`,
      )}
    </ul>
    ${
      all.length > shown.length &&
      html`<p class="quiet">${text.others(all.length - shown.length)}</p>`
    }`;
}

function facts({ recording, timeline }: RecordingPage, visit: SignedInVisit): Html {
  const { language, timeZone } = visit;
  const text = texts(language).recordings;
  const { parts } = recording.content;
  return html`<dl class="facts">
      <dt>${text.begun}</dt>
      <dd>${dateTime(language, recording.startedAtMs, timeZone)}</dd>
      <dt>${text.columns.room}</dt>
      <dd>${groupedDigits(recording.roomNumber)}</dd>
      <dt>${text.columns.length}</dt>
      <dd>${duration(timeline.durationMs)}</dd>
      <dt>${text.columns.size}</dt>
      <dd>${fileSize(language, recording.content.bytes)}</dd>
      <dt>${text.columns.expires}</dt>
      <dd>${day(language, recording.expiresAtMs, timeZone)}</dd>
    </dl>
    ${parts.length > 1 && html`<p class="quiet">${text.parts(parts.length)}</p>`}
    ${recording.finish?.recovered === true && html`<p class="notice">${text.recovered}</p>`}
    ${
      timeline.gaps.length > 0 &&
      html`<h2>${text.gaps}</h2>
        <ul>
          ${timeline.gaps.map(
            ({ atMs, reason }) =>
              html`<li>${text.gapAt(duration(atMs), text.reasons[reason])}</li> `,
          )}
        </ul>`
    }`;
}

function renameForm(
  { title }: RecordingRecord,
  form: FormState<TitleForm>,
  visit: SignedInVisit,
): Html {
  const text = texts(visit.language).recordings;
  const value = { value: title ?? '' };
  return html`<form method="post" class="rename">
    ${csrfField(visit)}
    ${inputField(form, 'title', { label: text.name, maxlength: 200, autocomplete: 'off', ...value })}
    <button>${text.rename}</button>
  </form>`;
}

const timeOf = ({ turns }: Speaker): number =>
  turns.reduce((sum, [from, to]) => sum + to - from, 0);
