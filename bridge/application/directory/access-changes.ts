/** Tells who holds something open for a person that it may no longer be theirs: they look again. */
export class AccessChanges {
  readonly #watchers = new Map<string, Set<() => void>>();

  /** Returns a function that takes the watcher off again. */
  watch(personId: string, look: () => void): () => void {
    const watchers = this.#watchers.get(personId) ?? new Set();
    this.#watchers.set(personId, watchers);
    watchers.add(look);
    return () => {
      watchers.delete(look);
      if (watchers.size === 0 && this.#watchers.get(personId) === watchers) {
        this.#watchers.delete(personId);
      }
    };
  }

  /** A session of this person ended, or what they may do is another. */
  changed(personId: string): void {
    for (const look of [...(this.#watchers.get(personId) ?? [])]) look();
  }
}
