/** Gives each text a small number, and the text back. Null is a text too. */
export class Dictionary {
  readonly #texts: (string | null)[] = [];
  readonly #codes = new Map<string | null, number>();

  get size(): number {
    return this.#texts.length;
  }

  /** The number of a text, a new one if it must be. */
  code(text: string | null): number {
    const known = this.#codes.get(text);
    if (known !== undefined) return known;
    this.#codes.set(text, this.#texts.length);
    return this.#texts.push(text) - 1;
  }

  /** −1 for a text that was never seen. */
  find(text: string | null): number {
    return this.#codes.get(text) ?? -1;
  }

  text(code: number): string | null {
    return this.#texts[code] ?? null;
  }
}
