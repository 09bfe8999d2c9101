const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Markup that is safe as it is: it came from `html`. */
export class Html {
  readonly #markup: string;

  constructor(markup: string) {
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }
}

/** Null, undefined and false stand for nothing, so that a condition can be written in place. */
type Value = string | number | Html | readonly Html[] | null | undefined | false;

/**
 * A template whose values are escaped, unless they are markup themselves. Put attribute values in
 * quotes, and never a value into a script, a style or an event attribute: our policy has none.
 */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  const markup = parts.map((part, n) => part + (n < values.length ? markupOf(values[n]) : ''));
  return new Html(markup.join(''));
}

export const nothing = new Html('');

function markupOf(value: Value): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.toString();
  if (typeof value === 'object') return value.map((one) => one.toString()).join('');
  return String(value).replace(/[&<>"']/g, (character) => entities[character]!);
}
