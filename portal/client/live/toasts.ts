import { button, el } from './el.js';

const shownMs = 8_000;

/** Short messages at the edge of the page, with what can be done about them. */
export class Toasts {
  readonly element = el('div', { class: 'live-toasts', attributes: { role: 'status' } });

  say(text: string, action?: { readonly label: string; readonly run: () => void }): void {
    const toast = el('p', { text });
    if (action !== undefined) {
      toast.append(
        ' ',
        button(action.label, () => {
          toast.remove();
          action.run();
        }),
      );
    }
    this.element.replaceChildren(toast);
    window.setTimeout(() => toast.remove(), shownMs);
  }
}
