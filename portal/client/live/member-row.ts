import type { LiveMember } from '../../../bridge/application/live/view.js';
import { duration } from '../../i18n/format.js';
import { isOpen, memberName, memberState } from '../../live/member-text.js';
import type { LiveTexts } from '../../../languages/en/texts/live.js';
import { button, el, setAttribute, setHidden, setText } from './el.js';
import { icon } from './icon.js';
import { Meter } from './meter.js';
import type { Row } from './virtual-list.js';

export interface MemberRowDependencies {
  readonly text: LiveTexts;
  readonly nowMs: () => number;
  readonly handIsUp: (member: LiveMember) => boolean;
  readonly hasFloor: (member: LiveMember) => boolean;
  readonly level: (n: number) => number;
  readonly toggleMute: (member: LiveMember) => void;
  readonly menu: (member: LiveMember, anchor: HTMLElement) => void;
}

const cell = (name: string, ...children: Node[]): HTMLElement =>
  el('div', { class: `cell ${name}`, attributes: { role: 'gridcell' } }, ...children);

/** One member in the list: a row of a grid whose cells are changed only where the member differs. */
export class MemberRow implements Row<LiveMember> {
  readonly element: HTMLElement;
  readonly #deps: MemberRowDependencies;
  readonly #name = el('span', { class: 'label' });
  readonly #number = el('span', { class: 'number' });
  readonly #hand = icon('hand');
  readonly #floor = el('span', { class: 'tag' });
  readonly #trouble = el('span', { class: 'tag trouble' });
  readonly #role = el('span');
  readonly #time = el('span');
  readonly #state = el('span');
  readonly #quality = el('span', { class: 'marks', attributes: { role: 'img' } });
  readonly #meter = new Meter();
  readonly #mute: HTMLButtonElement;
  readonly #menu: HTMLButtonElement;
  #member: LiveMember;

  constructor(member: LiveMember, deps: MemberRowDependencies) {
    this.#member = member;
    this.#deps = deps;
    const { text } = deps;
    this.#mute = button('', () => deps.toggleMute(this.#member), { class: 'mute' });
    this.#menu = button('⋯', () => deps.menu(this.#member, this.#menu), {
      class: 'menu',
      attributes: { 'aria-haspopup': 'menu', 'aria-expanded': 'false' },
    });
    setText(this.#floor, text.hasFloor);
    this.#hand.append(el('span', { class: 'unseen', text: text.handUp }));
    this.#quality.append(...Array.from({ length: 5 }, () => el('i')));
    this.element = el(
      'div',
      { class: 'line', attributes: { role: 'row' } },
      cell('name', this.#name, this.#number, this.#hand, this.#floor, this.#trouble),
      cell('role', this.#role),
      cell('time', this.#time),
      cell('level', this.#meter.element),
      cell('state', this.#state),
      cell('grade', this.#quality),
      cell('do', this.#mute, this.#menu),
    );
  }

  get member(): LiveMember {
    return this.#member;
  }

  update(member: LiveMember, index: number): void {
    this.#member = member;
    const { text, handIsUp, hasFloor, level } = this.#deps;
    const name = memberName(member, text);
    const hand = handIsUp(member);
    const open = isOpen(member);
    setAttribute(this.element, 'aria-rowindex', String(index + 2));
    setText(this.#name, name);
    setText(this.#number, member.name === null ? '' : (member.number ?? ''));
    setHidden(this.#hand, !hand);
    setHidden(this.#floor, !hasFloor(member));
    setHidden(this.#trouble, member.trouble === null);
    if (member.trouble !== null) setText(this.#trouble, text.troubles[member.trouble]);
    setText(this.#role, text.roles[member.role]);
    const state = memberState(member, text);
    setText(this.#state, state);
    setAttribute(this.#state, 'title', state);
    setText(this.#mute, open ? text.mute : text.unmute);
    setAttribute(this.#mute, 'aria-label', `${open ? text.mute : text.unmute}: ${name}`);
    setAttribute(this.#menu, 'aria-label', text.menuOf(name));
    this.element.classList.toggle('organizer', member.role === 'organizer');
    this.element.classList.toggle('muted', !open);
    this.element.classList.toggle('away', member.held || member.onHold);
    this.element.classList.toggle('asks', hand);
    this.#showQuality(member.quality);
    this.#meter.show(level(member.n));
    this.element.classList.toggle('talks', level(member.n) > 0);
    this.tick();
  }

  level(level: number): void {
    this.#meter.show(level);
    this.element.classList.toggle('talks', level > 0);
  }

  /** Once a second. */
  tick(): void {
    setText(this.#time, duration(this.#deps.nowMs() - this.#member.joinedAtMs));
  }

  openMenu(): void {
    this.#deps.menu(this.#member, this.#menu);
  }

  #showQuality(marks: number | null): void {
    const { text } = this.#deps;
    setAttribute(
      this.#quality,
      'aria-label',
      marks === null ? text.qualityUnknown : text.quality(marks),
    );
    setAttribute(this.#quality, 'data-marks', marks === null ? null : String(marks));
  }
}
