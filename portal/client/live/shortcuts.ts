import type { LiveTexts } from '../../../languages/en/texts/live.js';
import { closeMenu } from './menu.js';
import { dialogIsOpen, show } from './dialogs.js';
import { el } from './el.js';

const storedAs = 'partyline.shortcuts';

/**
 * Single keys for the whole page. They can be turned off (WCAG 2.2, 2.1.4), since whoever speaks to
 * the computer may press them unawares.
 */
export class Shortcuts {
  readonly #text: LiveTexts;
  #on = localStorage.getItem(storedAs) !== 'off';

  constructor(text: LiveTexts, keys: Readonly<Record<string, () => void>>) {
    this.#text = text;
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') closeMenu();
      if (!this.#on || dialogIsOpen() || isTyping(event.target)) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const run = keys[event.key.toLowerCase()];
      if (run === undefined) return;
      run();
      event.preventDefault();
    });
  }

  get on(): boolean {
    return this.#on;
  }

  help(): void {
    const text = this.#text;
    const rows = text.shortcutsRows.map(([keys, what]) =>
      el(
        'div',
        {},
        el('dt', {}, ...keys.split(' ').flatMap((key) => [el('kbd', { text: key }), ' '])),
        el('dd', { text: what }),
      ),
    );
    const box = el('input', { attributes: { type: 'checkbox', id: 'live-shortcuts' } });
    box.checked = this.#on;
    box.addEventListener('change', () => {
      this.#on = box.checked;
      localStorage.setItem(storedAs, box.checked ? 'on' : 'off');
    });
    const label = el('label', { text: text.shortcutsOn, attributes: { for: box.id } });
    const setting = el('div', { class: 'field check' }, box, label);
    show(text.shortcuts, text.close, el('dl', { class: 'live-keys' }, ...rows), setting);
  }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, select, textarea') !== null;
}
