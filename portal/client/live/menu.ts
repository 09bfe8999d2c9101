import { el } from './el.js';

export interface MenuItem {
  readonly label: string;
  readonly hint?: string;
  /** For what is on or off. */
  readonly checked?: boolean;
  readonly danger?: boolean;
  readonly run: () => void;
}

let current: { readonly menu: HTMLElement; readonly anchor: HTMLElement } | null = null;

/** A menu button's menu (ARIA authoring practices): arrows move, Escape returns to the button. */
export function openMenu(anchor: HTMLElement, label: string, items: readonly MenuItem[]): void {
  const again = current?.anchor === anchor;
  closeMenu();
  if (again) return;
  const attributes = { role: 'menu', 'aria-label': label };
  const menu = el('div', { class: 'live-menu', attributes }, ...items.map(itemOf));
  document.body.append(menu);
  place(menu, anchor);
  anchor.setAttribute('aria-expanded', 'true');
  current = { menu, anchor };
  menu.addEventListener('keydown', (event) => moveWithin(menu, event));
  focusItem(menu, 0);
}

export function closeMenu(): void {
  if (current === null) return;
  const { menu, anchor } = current;
  current = null;
  anchor.setAttribute('aria-expanded', 'false');
  menu.remove();
}

document.addEventListener('pointerdown', ({ target }) => {
  const inside = target instanceof Node && (current?.menu.contains(target) ?? false);
  const onAnchor = target instanceof Node && (current?.anchor.contains(target) ?? false);
  if (!inside && !onAnchor) closeMenu();
});
window.addEventListener('resize', closeMenu);

function itemOf({ label, hint, checked, danger, run }: MenuItem): HTMLElement {
  const role = checked === undefined ? 'menuitem' : 'menuitemcheckbox';
  const item = el('button', {
    class: danger === true ? 'danger' : '',
    attributes: {
      type: 'button',
      role,
      tabindex: '-1',
      ...(checked === undefined ? {} : { 'aria-checked': String(checked) }),
    },
  });
  item.append(el('span', { text: label }));
  if (hint !== undefined) item.append(el('span', { class: 'hint', text: hint }));
  item.addEventListener('click', () => {
    const anchor = current?.anchor;
    closeMenu();
    anchor?.focus();
    run();
  });
  return item;
}

function place(menu: HTMLElement, anchor: HTMLElement): void {
  const at = anchor.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const below = at.bottom + 4 + height < window.innerHeight;
  const top = below ? at.bottom + 4 : Math.max(4, at.top - 4 - height);
  const left = Math.max(8, Math.min(at.right - width, window.innerWidth - width - 8));
  menu.style.top = `${top + window.scrollY}px`;
  menu.style.left = `${left + window.scrollX}px`;
}

function moveWithin(menu: HTMLElement, event: KeyboardEvent): void {
  const items = [...menu.querySelectorAll<HTMLElement>('button')];
  const at = items.findIndex((item) => item === document.activeElement);
  const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (target !== undefined) {
    focusItem(menu, target);
    event.preventDefault();
  } else if (event.key === 'Escape' || event.key === 'Tab') {
    const anchor = current?.anchor;
    closeMenu();
    anchor?.focus();
    event.preventDefault();
  }
  event.stopPropagation();
}

function focusItem(menu: HTMLElement, index: number): void {
  const items = menu.querySelectorAll<HTMLElement>('button');
  items[(index + items.length) % items.length]?.focus();
}
