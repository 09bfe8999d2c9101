import { localeOf } from '../../../languages/locales.js';
import { texts } from '../../../languages/languages.js';
import type { Language } from '../../../bridge/ports/language.js';
import type { RecordingRecord } from '../../../bridge/ports/recordings.js';
import { wholeNumber } from '../../i18n/format.js';
import { type Html, html } from '../../views/html.js';

/** Titles may be in a script of the other direction: nothing around them turns with them. */
export function titleOf({ title }: Pick<RecordingRecord, 'title'>, language: Language): Html {
  return title === null
    ? html`<span class="quiet">${texts(language).recordings.untitled}</span>`
    : html`<bdi>${title}</bdi>`;
}

/** `57 MB`, `340 kB`. */
export function fileSize(language: Language, bytes: number): string {
  const unit = localeOf(language).byte;
  return bytes >= 1e6
    ? `${wholeNumber(language, Math.round(bytes / 1e6))} M${unit}`
    : `${wholeNumber(language, Math.ceil(bytes / 1e3))} k${unit}`;
}
