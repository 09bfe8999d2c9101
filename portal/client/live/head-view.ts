import type { LiveRecording } from '../../../bridge/application/live/view.js';
import { duration } from '../../i18n/format.js';
import type { LiveTexts } from '../../../languages/en/texts/live.js';
import { el, setAttribute, setHidden, setText } from './el.js';
import { icon } from './icon.js';
import type { LiveModel } from '../../live/live-model.js';

/** The room, and what must not be overlooked: recording, lock, lecture, how long, who is missing. */
export class HeadView {
  readonly element: HTMLElement;
  readonly #model: LiveModel;
  readonly #text: LiveTexts;
  readonly #phase = el('span', { class: 'badge phase' });
  readonly #recording = el('span', { class: 'badge recording' });
  readonly #recordingText = el('span');
  readonly #locked: HTMLElement;
  readonly #lecture = el('span', { class: 'badge signal' });
  readonly #duration: HTMLElement;
  readonly #lost: HTMLElement;

  constructor(model: LiveModel, text: LiveTexts, title: HTMLElement) {
    this.#model = model;
    this.#text = text;
    this.#locked = el('span', { class: 'badge signal' }, icon('lock'), text.locked);
    this.#duration = el('span', { class: 'duration', attributes: { role: 'timer' } });
    this.#duration.title = text.duration;
    this.#lost = el('p', { class: 'live-lost', text: text.lost, attributes: { role: 'alert' } });
    this.#lost.hidden = true;
    this.#recording.append(el('span', { class: 'light' }), this.#recordingText);
    const badges = el(
      'div',
      { class: 'badges' },
      this.#phase,
      this.#recording,
      this.#locked,
      this.#lecture,
    );
    this.element = el('div', { class: 'live-head' }, title, badges, this.#duration, this.#lost);
  }

  draw(): void {
    const { conference } = this.#model.state;
    setHidden(this.#lost, this.#model.connected);
    setHidden(this.#duration, conference === null);
    setHidden(this.#locked, conference?.locked !== true);
    setHidden(this.#lecture, (conference?.lecture ?? 'off') === 'off');
    if (conference !== null && conference.lecture !== 'off') {
      setText(this.#lecture, this.#text.lectureOn[conference.lecture]);
    }
    this.tick();
  }

  tick(): void {
    const { conference } = this.#model.state;
    setHidden(this.#phase, conference === null || conference.phase === 'active');
    setHidden(this.#recording, (conference?.recording.phase ?? 'off') === 'off');
    if (conference === null) return;
    this.#showRecording(conference.recording);
    const nowMs = this.#model.nowMs();
    setText(this.#duration, duration(nowMs - conference.startedAtMs));
    const { phase, endsAtMs } = conference;
    if (phase === 'waiting') setText(this.#phase, this.#text.phase.waiting);
    if (phase === 'grace')
      setText(this.#phase, this.#text.grace(duration((endsAtMs ?? nowMs) - nowMs)));
  }

  #showRecording({ phase, recordedMs, sinceMs }: LiveRecording): void {
    const ranMs = sinceMs === null ? 0 : this.#model.nowMs() - sinceMs;
    setText(
      this.#recordingText,
      `${this.#text.recordingPhases[phase]} ${duration(recordedMs + ranMs)}`,
    );
    setAttribute(this.#recording, 'data-phase', phase);
  }
}
