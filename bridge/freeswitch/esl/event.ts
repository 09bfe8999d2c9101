/** An event of FreeSWITCH, as its JSON form gives it: flat, all values text. */
export class EslEvent {
  readonly #fields: Readonly<Record<string, unknown>>;

  private constructor(fields: Readonly<Record<string, unknown>>) {
    this.#fields = fields;
  }

  /** Null when it is no event. */
  static parse(json: string): EslEvent | null {
    let value: unknown;
    try {
      value = JSON.parse(json);
    } catch {
      return null;
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    return new EslEvent(value as Readonly<Record<string, unknown>>);
  }

  /** Empty when there is none. */
  get(name: string): string {
    const value = Object.hasOwn(this.#fields, name) ? this.#fields[name] : undefined;
    return typeof value === 'string' ? value : '';
  }

  /** NaN when there is none. */
  number(name: string): number {
    const text = this.get(name);
    return text === '' ? Number.NaN : Number(text);
  }

  get name(): string {
    return this.get('Event-Name');
  }

  get subclass(): string {
    return this.get('Event-Subclass');
  }

  /** The channel it is about. */
  get uuid(): string {
    return this.get('Unique-ID');
  }
}
