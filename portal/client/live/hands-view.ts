import { duration } from '../../i18n/format.js';
import { memberName } from '../../live/member-text.js';
import type { LiveTexts } from '../../../languages/en/texts/live.js';
import { button, el, setHidden, setText } from './el.js';
import type { LiveModel } from '../../live/live-model.js';

export interface HandsActions {
  readonly next: () => void;
  readonly lower: (memberId: string) => void;
}

/** More are counted: the queue moves from its head. */
const mostShown = 12;

/** Who asks for the floor, first come first, since when; and who has it. */
export class HandsView {
  readonly element: HTMLElement;
  readonly #model: LiveModel;
  readonly #text: LiveTexts;
  readonly #heading = el('h2');
  readonly #list = el('ol', { class: 'hands' });
  readonly #floor = el('p', { class: 'floor' });
  readonly #next: HTMLButtonElement;
  readonly #lower: (memberId: string) => void;
  #shown = '';

  constructor(model: LiveModel, text: LiveTexts, { next, lower }: HandsActions) {
    this.#model = model;
    this.#text = text;
    this.#lower = lower;
    this.#next = button(`${text.next} ▸`, next, { class: 'primary next' });
    this.element = el(
      'section',
      { class: 'live-hands' },
      this.#heading,
      this.#floor,
      this.#list,
      this.#next,
    );
  }

  draw(): void {
    const { state } = this.#model;
    const { hands, conference } = state;
    const speaker = conference?.speaker ?? null;
    setHidden(
      this.element,
      conference === null || (conference.lecture === 'off' && hands.length === 0),
    );
    setText(
      this.#heading,
      hands.length === 0 ? this.#text.noHands : this.#text.hands(hands.length),
    );
    setHidden(this.#next, hands.length === 0 && speaker === null);
    const floorMember = speaker === null ? undefined : this.#model.member(speaker);
    setHidden(this.#floor, floorMember === undefined);
    if (floorMember !== undefined) {
      setText(this.#floor, `${memberName(floorMember, this.#text)} ${this.#text.hasFloor}`);
    }
    const shown = hands.slice(0, mostShown).flatMap(({ id, sinceMs }) => {
      const member = this.#model.member(id);
      return member === undefined ? [] : [{ id, sinceMs, name: memberName(member, this.#text) }];
    });
    const now = JSON.stringify([shown, hands.length]);
    if (now !== this.#shown) {
      this.#shown = now;
      const items = shown.map(({ id, sinceMs, name }) => this.#item(id, sinceMs, name));
      const more = hands.length - shown.length;
      this.#list.replaceChildren(...items, ...(more > 0 ? [el('li', { text: `+${more}` })] : []));
    }
    this.tick();
  }

  tick(): void {
    for (const time of this.#list.querySelectorAll<HTMLElement>('[data-since]')) {
      setText(time, duration(this.#model.nowMs() - Number(time.dataset['since'])));
    }
  }

  #item(id: string, sinceMs: number, name: string): HTMLElement {
    const lower = button('✕', () => this.#lower(id), {
      class: 'lower',
      attributes: { 'aria-label': `${this.#text.lowerHand}: ${name}`, title: this.#text.lowerHand },
    });
    const since = el('span', { class: 'since', attributes: { 'data-since': String(sinceMs) } });
    return el('li', {}, el('span', { class: 'who', text: name }), since, lower);
  }
}
