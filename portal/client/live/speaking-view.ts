import { memberName } from '../../live/member-text.js';
import type { LiveTexts } from '../../../languages/en/texts/live.js';
import { el, setHidden, setText } from './el.js';
import { Meter } from './meter.js';
import type { LiveModel } from '../../live/live-model.js';

const mostShown = 6;
/** A pause for breath does not take the name away. */
const holdMs = 1_500;

interface Talker {
  readonly element: HTMLElement;
  readonly meter: Meter;
  readonly name: HTMLElement;
  lastHeardMs: number;
}

/** Who is heard now, in the order in which they began. */
export class SpeakingView {
  readonly element: HTMLElement;
  readonly #model: LiveModel;
  readonly #text: LiveTexts;
  readonly #list = el('ul');
  readonly #nobody: HTMLElement;
  readonly #talkers = new Map<number, Talker>();

  constructor(model: LiveModel, text: LiveTexts) {
    this.#model = model;
    this.#text = text;
    this.#nobody = el('p', { class: 'quiet', text: text.nobodySpeaks });
    const heading = el('h2', { text: text.speaking });
    this.element = el('section', { class: 'live-speaking' }, heading, this.#nobody, this.#list);
  }

  draw(): void {
    const nowMs = performance.now();
    for (const n of this.#model.talkers()) {
      const known = this.#talkers.get(n);
      if (known !== undefined) known.lastHeardMs = nowMs;
      else if (this.#model.state.members.has(n)) this.#add(n, nowMs);
    }
    let shown = 0;
    for (const [n, talker] of this.#talkers) {
      const member = this.#model.state.members.get(n);
      if (member === undefined || nowMs - talker.lastHeardMs > holdMs) {
        talker.element.remove();
        this.#talkers.delete(n);
        continue;
      }
      setText(talker.name, memberName(member, this.#text));
      talker.meter.show(this.#model.level(n));
      setHidden(talker.element, ++shown > mostShown);
    }
    setHidden(this.element, this.#model.state.conference === null);
    setHidden(this.#nobody, shown > 0);
  }

  #add(n: number, nowMs: number): void {
    const meter = new Meter();
    const name = el('span');
    const element = el('li', {}, meter.element, name);
    this.#list.append(element);
    this.#talkers.set(n, { element, meter, name, lastHeardMs: nowMs });
  }
}
