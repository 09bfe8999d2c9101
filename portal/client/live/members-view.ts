import type { LiveMember } from '../../../bridge/application/live/view.js';
import { sortOrders, type SortOrder } from '../../live/member-order.js';
import type { LiveTexts } from '../../../languages/en/texts/live.js';
import { el, setAttribute, setHidden, setText } from './el.js';
import { MemberRow, type MemberRowDependencies } from './member-row.js';
import type { LiveModel } from '../../live/live-model.js';
import { VirtualList } from './virtual-list.js';

/** What is done to the member that has the focus. */
export interface MemberKeys {
  readonly [key: string]: (member: LiveMember) => void;
}

/** The members: filter, order, and a grid of them. */
export class MembersView {
  readonly element: HTMLElement;
  readonly #text: LiveTexts;
  readonly #model: LiveModel;
  readonly #list: VirtualList<LiveMember>;
  readonly #heading = el('h2');
  readonly #filter: HTMLInputElement;
  readonly #order: HTMLSelectElement;
  readonly #grid: HTMLElement;
  readonly #noMatch: HTMLElement;

  constructor(model: LiveModel, text: LiveTexts, deps: MemberRowDependencies, keys: MemberKeys) {
    this.#text = text;
    this.#model = model;
    this.#filter = el('input', {
      attributes: { type: 'search', placeholder: text.filter, 'aria-label': text.filter },
    });
    this.#order = el(
      'select',
      { attributes: { 'aria-label': text.sort } },
      ...sortOrders.map((order) =>
        el('option', { text: text.sorts[order], attributes: { value: order } }),
      ),
    );
    const look = (): void => model.look(this.#filter.value, this.#order.value as SortOrder);
    this.#filter.addEventListener('input', look);
    this.#order.addEventListener('change', look);
    const body = el('div', { class: 'live-rows', attributes: { role: 'rowgroup' } });
    this.#list = new VirtualList(body, (member) => new MemberRow(member, deps));
    this.#grid = el(
      'div',
      { class: 'live-grid', attributes: { role: 'grid', 'aria-colcount': '7' } },
      headOf(text),
      body,
    );
    this.#noMatch = el('p', { class: 'empty', text: text.noMatch });
    const sort = el('label', { class: 'sort' }, `${text.sort} `, this.#order);
    const tools = el('div', { class: 'live-lines-head' }, this.#heading, this.#filter, sort);
    this.element = el('section', { class: 'live-lines' }, tools, this.#grid, this.#noMatch);
    body.addEventListener('keydown', (event) => this.#key(event, keys));
    body.addEventListener('focusin', ({ target }) => {
      const row = this.#rowOf(target);
      if (row !== undefined) this.#list.activate(row.member.n);
    });
  }

  draw(): void {
    const count = this.#model.state.members.size;
    const members = this.#model.members();
    const { text } = { text: this.#text };
    setText(
      this.#heading,
      members.length === count ? text.lines(count) : text.linesShown(members.length, count),
    );
    setAttribute(this.#grid, 'aria-rowcount', String(members.length + 1));
    setAttribute(this.#grid, 'aria-label', this.#heading.textContent);
    setHidden(this.#grid, members.length === 0);
    setHidden(this.#noMatch, members.length > 0 || count === 0);
    this.#list.show(members);
  }

  levels(): void {
    for (const [n, row] of this.#list.shownRows()) {
      if (row instanceof MemberRow) row.level(this.#model.level(n));
    }
  }

  tick(): void {
    for (const [, row] of this.#list.shownRows()) if (row instanceof MemberRow) row.tick();
  }

  focusFilter(): void {
    this.#filter.focus();
  }

  focusMembers(): void {
    this.#list.focus(Math.max(0, this.#list.activeIndex));
  }

  #key(event: KeyboardEvent, keys: MemberKeys): void {
    const row = this.#rowOf(event.target);
    if (row === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = this.#list.activeIndex;
    const page = 10;
    const target = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: this.#list.items.length - 1,
    }[event.key];
    const onRow = event.target === row.element;
    if (target !== undefined) this.#list.focus(target);
    else if (onRow && event.key === 'Enter') row.openMenu();
    else if (keys[event.key.toLowerCase()] !== undefined)
      keys[event.key.toLowerCase()]!(row.member);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #rowOf(target: EventTarget | null): MemberRow | undefined {
    const element = target instanceof Element ? target.closest('.line') : null;
    for (const [, row] of this.#list.shownRows()) {
      if (row.element === element && row instanceof MemberRow) return row;
    }
    return undefined;
  }
}

function headOf({ columns }: LiveTexts): HTMLElement {
  const { name, role, time, level, state, quality, actions } = columns;
  const heads = Object.entries({ name, role, time, level, state, grade: quality, do: actions }).map(
    ([part, text]) =>
      el('div', { class: `cell ${part}`, text, attributes: { role: 'columnheader' } }),
  );
  const row = el(
    'div',
    { class: 'line head', attributes: { role: 'row', 'aria-rowindex': '1' } },
    ...heads,
  );
  return el('div', { attributes: { role: 'rowgroup' } }, row);
}
