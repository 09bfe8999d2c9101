import type { LectureMode } from '../../../bridge/conference/words.js';
import type { LiveCommand } from '../../live/live-command.js';
import type { LiveTexts } from '../../../languages/en/texts/live.js';
import { button, el, setAttribute, setHidden, setText } from './el.js';
import { openMenu } from './menu.js';
import type { LiveModel } from '../../live/live-model.js';

const modes: readonly LectureMode[] = ['off', 'open', 'strict'];

export interface Actions {
  readonly ask: (command: LiveCommand) => void;
  readonly muteNoisiest: () => void;
  readonly dialOut: () => void;
  readonly end: () => void;
  readonly help: () => void;
}

/** What is done to the whole conference. */
export class ActionsView {
  readonly element: HTMLElement;
  readonly #model: LiveModel;
  readonly #text: LiveTexts;
  readonly #actions: Actions;
  readonly #lock: HTMLButtonElement;
  readonly #lecture: HTMLSelectElement;
  readonly #record: HTMLButtonElement;
  readonly #dialOut: HTMLButtonElement;

  constructor(model: LiveModel, text: LiveTexts, actions: Actions) {
    this.#model = model;
    this.#text = text;
    this.#actions = actions;
    const { ask } = actions;
    const locked = (): boolean => model.state.conference?.locked === true;
    this.#lock = button(text.lock, () => ask({ kind: 'lock', on: !locked() }));
    this.#lecture = el(
      'select',
      {},
      ...modes.map((mode) =>
        el('option', { text: text.lectureModes[mode], attributes: { value: mode } }),
      ),
    );
    this.#lecture.addEventListener('change', () =>
      ask({ kind: 'lecture', mode: this.#lecture.value as LectureMode }),
    );
    this.#record = button(text.record, () => ask({ kind: 'record', on: !isRecording(model) }));
    this.#dialOut = button(text.dialOut, actions.dialOut);
    const more: HTMLButtonElement = button(`${text.more} ▾`, () => this.#openMore(more), {
      attributes: { 'aria-haspopup': 'menu', 'aria-expanded': 'false' },
    });
    this.element = el(
      'div',
      { class: 'live-actions', attributes: { role: 'group', 'aria-label': text.actions } },
      button(text.muteAll, () => ask({ kind: 'mute-all', on: true })),
      button(text.unmuteAll, () => ask({ kind: 'mute-all', on: false })),
      el('label', { class: 'lecture' }, `${text.lecture} `, this.#lecture),
      this.#lock,
      this.#record,
      this.#dialOut,
      more,
      button(text.end, actions.end, { class: 'danger end' }),
    );
  }

  draw(): void {
    const { conference } = this.#model.state;
    setHidden(this.element, conference === null);
    if (conference === null) return;
    setText(this.#lock, conference.locked ? this.#text.unlock : this.#text.lock);
    setAttribute(this.#lock, 'aria-pressed', String(conference.locked));
    setHidden(this.#record, !conference.recordingAllowed);
    setText(this.#record, isRecording(this.#model) ? this.#text.stopRecording : this.#text.record);
    setAttribute(this.#record, 'aria-pressed', String(isRecording(this.#model)));
    setHidden(this.#dialOut, !conference.dialOutAllowed);
    if (document.activeElement !== this.#lecture || this.#lecture.value !== conference.lecture) {
      this.#lecture.value = conference.lecture;
    }
    setAttribute(this.#lecture, 'class', conference.lecture === 'off' ? null : 'on');
  }

  #openMore(anchor: HTMLElement): void {
    const { conference } = this.#model.state;
    if (conference === null) return;
    const { tones, continues, rollCall } = conference;
    const { ask, help, muteNoisiest } = this.#actions;
    const text = this.#text;
    openMenu(anchor, text.more, [
      { label: text.muteNoisiest, run: muteNoisiest },
      { label: text.tones, checked: tones, run: () => ask({ kind: 'tones', on: !tones }) },
      {
        label: text.continues,
        checked: continues,
        run: () => ask({ kind: 'continues', on: !continues }),
      },
      ...(rollCall
        ? [{ label: text.rollCall, hint: text.rollCallHint, run: () => ask({ kind: 'roll-call' }) }]
        : []),
      { label: text.shortcuts, run: help },
    ]);
  }
}

function isRecording({ state }: LiveModel): boolean {
  const phase = state.conference?.recording.phase ?? 'off';
  return phase !== 'off' && phase !== 'full';
}
