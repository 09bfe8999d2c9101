import type { SpokenNameFiles } from '../../bridge/ports/spoken-names.js';

/** Files of spoken names that are in memory, and nobody writes. */
export class FakeNameFiles implements SpokenNameFiles {
  /** What was asked, in order. */
  readonly asked: string[] = [];
  /** Path of each that is kept, until when. */
  readonly kept = new Map<string, number>();

  open(): Promise<void> {
    return this.#do('open');
  }

  pathFor(id: string): string {
    return `names/${id}.wav`;
  }

  remove(path: string): Promise<void> {
    return this.#do(`remove ${path}`);
  }

  keep(path: string, until: number): Promise<void> {
    this.kept.set(path, until);
    return this.#do(`keep ${path}`);
  }

  async removeExpired(now: number): Promise<number> {
    await this.#do('remove expired');
    const expired = [...this.kept].filter(([, until]) => until <= now);
    for (const [path] of expired) this.kept.delete(path);
    return expired.length;
  }

  #do(what: string): Promise<void> {
    this.asked.push(what);
    return Promise.resolve();
  }
}
