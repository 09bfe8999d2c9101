/**
 * Typed events. `Events` maps each event's name to the tuple of its arguments.
 *
 * A listener that throws never breaks the one who emits: the error goes to `onListenerError`.
 */
export type EventMap = Record<string, readonly unknown[]>;

export type Listener<Args extends readonly unknown[]> = (...args: Args) => void;

/** The side of an emitter that others see. */
export interface Listenable<Events extends EventMap> {
  /** Returns a function that takes the listener off again. */
  on<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): () => void;
}

export class Emitter<Events extends EventMap> implements Listenable<Events> {
  readonly #listeners = new Map<keyof Events, Set<Listener<never>>>();
  readonly #onListenerError: (error: unknown, event: string) => void;

  constructor(onListenerError: (error: unknown, event: string) => void) {
    this.#onListenerError = onListenerError;
  }

  on<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): () => void {
    let set = this.#listeners.get(name);
    if (set === undefined) {
      set = new Set();
      this.#listeners.set(name, set);
    }
    set.add(listener);
    return () => {
      set.delete(listener);
    };
  }

  emit<Name extends keyof Events>(name: Name, ...args: Events[Name]): void {
    const set = this.#listeners.get(name);
    if (set === undefined) return;
    for (const listener of [...set]) {
      try {
        (listener as unknown as Listener<Events[Name]>)(...args);
      } catch (error) {
        this.#onListenerError(error, String(name));
      }
    }
  }

  removeAll(): void {
    this.#listeners.clear();
  }
}
