import { type Html, html } from './html.js';

/** A text in which keys to press stand in braces: `Press {*2}`. */
export function withKeys(text: string): readonly Html[] {
  // A split at a group keeps what the group matched: every second part is a key.
  return text
    .split(/\{([^}]+)\}/)
    .map((part, index) => (index % 2 === 1 ? html`<kbd>${part}</kbd>` : html`${part}`));
}
