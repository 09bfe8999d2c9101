import { el } from './el.js';

const bars = 4;
/** Of the loudest level. */
const shares = [0.55, 1, 0.8, 0.45];

/** How loud a member is: four bars that move with the voice. For the eye alone. */
export class Meter {
  readonly element = el('span', { class: 'meter', attributes: { 'aria-hidden': 'true' } });
  readonly #bars = Array.from({ length: bars }, () => el('i'));
  #level = -1;

  constructor() {
    this.element.append(...this.#bars);
  }

  /** 0 to 9 */
  show(level: number): void {
    if (level === this.#level) return;
    this.#level = level;
    this.element.classList.toggle('on', level > 0);
    this.#bars.forEach((bar, index) => {
      const height = level === 0 ? 0.12 : Math.max(0.2, (level / 9) * shares[index]!);
      bar.style.transform = `scaleY(${height})`;
    });
  }
}
