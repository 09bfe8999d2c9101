import { type Html, html } from './html.js';

/** Its head; `number` where its values are figures; null for one of buttons alone. */
export type Column = string | { readonly number: string } | null;

/** Rows under their heads, in a region that scrolls alone and can be reached by the keyboard. */
export function dataTable(label: string, columns: readonly Column[], rows: readonly Html[]): Html {
  return html`<div class="scrolls" tabindex="0" role="region" aria-label="${label}">
    <table>
      <thead>
        <tr>
          ${columns.map(head)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

function head(column: Column): Html {
  if (column === null) return html`<td></td>`;
  if (typeof column === 'string') return html`<th scope="col">${column}</th>`;
  return html`<th scope="col" class="number">${column.number}</th>`;
}
