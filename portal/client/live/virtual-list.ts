/** One row on the page. */
export interface Row<Item> {
  readonly element: HTMLElement;
  update(item: Item, index: number): void;
}

/** Rows beyond the edges of the window, so that a quick scroll finds them drawn. */
const margin = 8;

/**
 * A list of rows of one height, of which only those in the window are on the page. It scrolls with
 * the page. Rows keep their elements while they are shown, and stay in the order of the list, so
 * that keyboard and voice find them where the eye does.
 */
export class VirtualList<Item extends { readonly n: number }> {
  readonly element: HTMLElement;
  readonly #makeRow: (item: Item) => Row<Item>;
  readonly #rows = new Map<number, Row<Item>>();
  #items: readonly Item[] = [];
  #rowHeight = 0;
  /** Always on the page, wherever it is: it has the focus, or will have. */
  #active: number | null = null;
  #drawing = 0;

  constructor(element: HTMLElement, makeRow: (item: Item) => Row<Item>) {
    this.element = element;
    this.#makeRow = makeRow;
    const redraw = (): void => this.#drawLater();
    window.addEventListener('scroll', redraw, { passive: true });
    window.addEventListener('resize', () => {
      this.#rowHeight = 0;
      redraw();
    });
  }

  get items(): readonly Item[] {
    return this.#items;
  }

  get activeIndex(): number {
    return this.#items.findIndex(({ n }) => n === this.#active);
  }

  show(items: readonly Item[]): void {
    this.#items = items;
    if (this.activeIndex === -1) this.#active = items[0]?.n ?? null;
    this.#draw();
  }

  row(n: number): Row<Item> | undefined {
    return this.#rows.get(n);
  }

  shownRows(): Iterable<[number, Row<Item>]> {
    return this.#rows;
  }

  /** The row that the Tab key comes to. */
  activate(n: number): void {
    if (this.#active === n) return;
    this.#active = n;
    this.#draw();
  }

  focus(index: number): void {
    const item = this.#items[Math.max(0, Math.min(index, this.#items.length - 1))];
    if (item === undefined) return;
    this.activate(item.n);
    const row = this.#rows.get(item.n)?.element;
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: 'nearest' });
  }

  #drawLater(): void {
    if (this.#drawing !== 0) return;
    this.#drawing = window.requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    window.cancelAnimationFrame(this.#drawing);
    this.#drawing = 0;
    const height = this.#heightOfRow();
    this.element.style.height = `${height * this.#items.length}px`;
    const top = this.element.getBoundingClientRect().top;
    const first = Math.max(0, Math.floor(-top / height) - margin);
    const last = Math.min(
      this.#items.length - 1,
      Math.ceil((window.innerHeight - top) / height) + margin,
    );
    const wanted = new Map<number, number>();
    const { activeIndex } = this;
    if (activeIndex !== -1 && activeIndex < first) wanted.set(this.#active!, activeIndex);
    for (let index = first; index <= last; index++) wanted.set(this.#items[index]!.n, index);
    if (activeIndex > last) wanted.set(this.#active!, activeIndex);
    this.#drawRows(wanted, height);
  }

  #drawRows(wanted: ReadonlyMap<number, number>, height: number): void {
    const focused = document.activeElement;
    for (const [n, { element }] of this.#rows) {
      if (wanted.has(n)) continue;
      element.remove();
      this.#rows.delete(n);
    }
    let next = this.element.firstElementChild;
    for (const [n, index] of wanted) {
      const item = this.#items[index]!;
      let row = this.#rows.get(n);
      if (row === undefined) {
        row = this.#makeRow(item);
        this.#rows.set(n, row);
      }
      const { element } = row;
      row.update(item, index);
      element.tabIndex = n === this.#active ? 0 : -1;
      const transform = `translateY(${index * height}px)`;
      if (element.style.transform !== transform) element.style.transform = transform;
      if (element === next) next = next.nextElementSibling;
      else this.element.insertBefore(element, next);
    }
    // Moving an element takes the focus from it.
    if (focused instanceof HTMLElement && focused !== document.activeElement) {
      if (this.element.contains(focused)) focused.focus({ preventScroll: true });
    }
  }

  #heightOfRow(): number {
    if (this.#rowHeight === 0) {
      const height = getComputedStyle(this.element).getPropertyValue('--row-height');
      const unit = parseFloat(getComputedStyle(document.documentElement).fontSize);
      this.#rowHeight = parseFloat(height) * unit || 48;
    }
    return this.#rowHeight;
  }
}
