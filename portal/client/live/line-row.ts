import type { LiveLine } from '../../../bridge/application/live/view.js';
import { duration } from '../../i18n/format.js';
import { isOpen, lineName, lineState } from '../../live/line-text.js';
import type { LiveTexts } from '../../../languages/en/texts/live.js';
import { button, el, setAttribute, setHidden, setText } from './el.js';
import { icon } from './icon.js';
import { Meter } from './meter.js';
import type { Row } from './virtual-list.js';

export interface RowContext {
  readonly text: LiveTexts;
  readonly nowMs: () => number;
  readonly handIsUp: (line: LiveLine) => boolean;
  readonly hasFloor: (line: LiveLine) => boolean;
  readonly level: (n: number) => number;
  readonly toggleMute: (line: LiveLine) => void;
  readonly menu: (line: LiveLine, anchor: HTMLElement) => void;
}

const cell = (name: string, ...children: Node[]): HTMLElement =>
  el('div', { class: `cell ${name}`, attributes: { role: 'gridcell' } }, ...children);

/** One line of the list: a row of a grid whose cells are changed only where the line differs. */
export class LineRow implements Row<LiveLine> {
  readonly element: HTMLElement;
  readonly #context: RowContext;
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
  #line: LiveLine;

  constructor(line: LiveLine, context: RowContext) {
    this.#line = line;
    this.#context = context;
    const { text } = context;
    this.#mute = button('', () => context.toggleMute(this.#line), { class: 'mute' });
    this.#menu = button('⋯', () => context.menu(this.#line, this.#menu), {
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

  get line(): LiveLine {
    return this.#line;
  }

  update(line: LiveLine, index: number): void {
    this.#line = line;
    const { text, handIsUp, hasFloor, level } = this.#context;
    const name = lineName(line, text);
    const hand = handIsUp(line);
    const open = isOpen(line);
    setAttribute(this.element, 'aria-rowindex', String(index + 2));
    setText(this.#name, name);
    setText(this.#number, line.name === null ? '' : (line.number ?? ''));
    setHidden(this.#hand, !hand);
    setHidden(this.#floor, !hasFloor(line));
    setHidden(this.#trouble, line.trouble === null);
    if (line.trouble !== null) setText(this.#trouble, text.troubles[line.trouble]);
    setText(this.#role, text.roles[line.role]);
    const state = lineState(line, text);
    setText(this.#state, state);
    setAttribute(this.#state, 'title', state);
    setText(this.#mute, open ? text.mute : text.unmute);
    setAttribute(this.#mute, 'aria-label', `${open ? text.mute : text.unmute}: ${name}`);
    setAttribute(this.#menu, 'aria-label', text.menuOf(name));
    this.element.classList.toggle('organizer', line.role === 'organizer');
    this.element.classList.toggle('muted', !open);
    this.element.classList.toggle('away', line.held || line.onHold);
    this.element.classList.toggle('asks', hand);
    this.#showQuality(line.quality);
    this.#meter.show(level(line.n));
    this.element.classList.toggle('talks', level(line.n) > 0);
    this.tick();
  }

  level(level: number): void {
    this.#meter.show(level);
    this.element.classList.toggle('talks', level > 0);
  }

  /** Once a second. */
  tick(): void {
    setText(this.#time, duration(this.#context.nowMs() - this.#line.joinedAtMs));
  }

  openMenu(): void {
    this.#context.menu(this.#line, this.#menu);
  }

  #showQuality(marks: number | null): void {
    const { text } = this.#context;
    setAttribute(
      this.#quality,
      'aria-label',
      marks === null ? text.qualityUnknown : text.quality(marks),
    );
    setAttribute(this.#quality, 'data-marks', marks === null ? null : String(marks));
  }
}
