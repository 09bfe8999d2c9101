import { PartylineError } from '../../kernel/errors.js';
import { isToken, oneLine, splitList } from './grammar.js';
import { headerName, type HeaderName } from './header-names.js';
import type { Headers } from './types.js';

interface Field {
  readonly header: HeaderName;
  readonly value: string;
}

/**
 * Header fields in order. Lists are split when first asked for, because most are never asked for.
 * No value can hold CR or LF, so that no value can become a header of its own.
 */
export class HeaderFields implements Headers {
  #fields: Field[] = [];

  static from(entries: Iterable<readonly [name: string, value: string]>): HeaderFields {
    const headers = new HeaderFields();
    for (const [name, value] of entries) headers.append(name, value);
    return headers;
  }

  get(name: string): string | null {
    const { key } = headerName(name);
    for (const { header, value } of this.#fields) {
      if (header.key !== key) continue;
      return header.list && value.includes(',') ? (splitList(value)[0] ?? '') : value;
    }
    return null;
  }

  all(name: string): readonly string[] {
    const { key } = headerName(name);
    const values: string[] = [];
    for (const { header, value } of this.#fields) {
      if (header.key !== key) continue;
      if (!header.list) values.push(value);
      else if (value.includes(',')) values.push(...splitList(value));
      else if (value !== '') values.push(value);
    }
    return values;
  }

  has(name: string): boolean {
    const { key } = headerName(name);
    return this.#fields.some(({ header }) => header.key === key);
  }

  /** How many header lines there are of that name, lists not split. */
  lines(name: string): number {
    const { key } = headerName(name);
    let count = 0;
    for (const { header } of this.#fields) if (header.key === key) count++;
    return count;
  }

  /** The new values stand where the first old one stood, or at the end. */
  set(name: string, ...values: string[]): void {
    const header = checked(name);
    const at = this.#fields.findIndex((field) => field.header.key === header.key);
    const fresh = values.map((value) => field(header, value));
    if (at === -1) {
      this.#fields.push(...fresh);
      return;
    }
    const others = this.#fields.filter((field) => field.header.key !== header.key);
    others.splice(at, 0, ...fresh);
    this.#fields = others;
  }

  append(name: string, value: string): void {
    this.#fields.push(field(checked(name), value));
  }

  /** Before the other values of the same header; before all headers when there is none. */
  prepend(name: string, value: string): void {
    const header = checked(name);
    const at = this.#fields.findIndex((field) => field.header.key === header.key);
    this.#fields.splice(Math.max(at, 0), 0, field(header, value));
  }

  remove(name: string): void {
    const { key } = headerName(name);
    this.#fields = this.#fields.filter(({ header }) => header.key !== key);
  }

  *entries(): Iterable<readonly [name: string, value: string]> {
    for (const { header, value } of this.#fields) yield [header.name, value];
  }

  clone(): HeaderFields {
    const copy = new HeaderFields();
    copy.#fields = [...this.#fields];
    return copy;
  }

  /** For the parser, which has checked both. */
  appendParsed(header: HeaderName, value: string): void {
    this.#fields.push({ header, value });
  }
}

function checked(name: string): HeaderName {
  const header = headerName(name);
  if (!isToken(header.name)) {
    throw new PartylineError('bad-message', `not a header name: ${JSON.stringify(name)}`);
  }
  return header;
}

function field(header: HeaderName, value: string): Field {
  return { header, value: oneLine(value).trim() };
}
