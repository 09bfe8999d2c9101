import { el } from './el.js';

const namespace = 'http://www.w3.org/2000/svg';

/** Drawn, since not every system has the emoji. On a field of 16 by 16. */
const paths = {
  hand: 'M5 8V3.2a.9.9 0 0 1 1.8 0V7h.4V1.9a.9.9 0 0 1 1.8 0V7h.4V2.7a.9.9 0 0 1 1.8 0V7.6h.4V4.6a.9.9 0 0 1 1.8 0V10c0 3.2-1.9 5.2-4.6 5.2-2.2 0-3.4-1-4.5-2.9L2.5 9.2a1 1 0 0 1 1.7-1z',
  lock: 'M4.5 7V5a3.5 3.5 0 0 1 7 0v2h.7c.5 0 .8.3.8.8v6.4c0 .5-.3.8-.8.8H3.8c-.5 0-.8-.3-.8-.8V7.8c0-.5.3-.8.8-.8zm1.7 0h3.6V5a1.8 1.8 0 0 0-3.6 0z',
} as const;

/** For the eye; what it means is said beside it. */
export function icon(name: keyof typeof paths): HTMLElement {
  const drawing = document.createElementNS(namespace, 'svg');
  drawing.setAttribute('viewBox', '0 0 16 16');
  drawing.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(namespace, 'path');
  path.setAttribute('d', paths[name]);
  drawing.append(path);
  return el('span', { class: `icon ${name}` }, drawing);
}
