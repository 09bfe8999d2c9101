import type { LiveDialOut } from '../../../bridge/application/live/view.js';
import type { LiveCommand } from '../../live/live-command.js';
import type { LiveModel } from '../../live/live-model.js';
import type { LiveTexts } from '../../../languages/en/texts/live.js';
import { button, el, setHidden } from './el.js';

/** Who is being called, and how far that has come. */
export class CallsView {
  readonly element: HTMLElement;
  readonly #model: LiveModel;
  readonly #text: LiveTexts;
  readonly #ask: (command: LiveCommand) => void;
  readonly #list = el('ul');
  #shown = '';

  constructor(model: LiveModel, text: LiveTexts, ask: (command: LiveCommand) => void) {
    this.#model = model;
    this.#text = text;
    this.#ask = ask;
    const heading = el('h2', { text: text.calling });
    this.element = el('section', { class: 'live-calls' }, heading, this.#list);
    this.element.setAttribute('aria-live', 'polite');
  }

  draw(): void {
    const calls = this.#model.state.conference?.dialOuts ?? [];
    setHidden(this.element, calls.length === 0);
    const now = JSON.stringify(calls);
    if (now === this.#shown) return;
    this.#shown = now;
    this.#list.replaceChildren(...calls.map((call) => this.#item(call)));
  }

  #item({ id, number, name, stage }: LiveDialOut): HTMLElement {
    const text = this.#text;
    const who = name ?? number;
    const hangUp = button(text.hangUp, () => this.#ask({ kind: 'cancel-dial-out', call: id }), {
      attributes: { 'aria-label': `${text.hangUp}: ${who}` },
    });
    const letIn = button(text.bringIn, () => this.#ask({ kind: 'bring-in', call: id }), {
      class: 'primary',
      attributes: { 'aria-label': `${text.bringIn}: ${who}` },
    });
    const stageText = el('span', { class: 'quiet', text: text.stages[stage] });
    return el('li', {}, who, stageText, ...(stage === 'accepted' ? [letIn] : []), hangUp);
  }
}
