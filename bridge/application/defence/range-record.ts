/** An hour of the wall clock, counted from the epoch. */
export type Hour = number;

export const hourMs = 3_600_000;
/** What lies further back is forgotten. */
export const rememberedHours = 24;

export function hourOf(atMs: number): Hour {
  return Math.floor(atMs / hourMs);
}

/** One call of so many that came into a conference redeems the others. */
const idlePerUseful = 10;

interface HourCount {
  /** Calls that ended, or were refused, without ever having been in a mix. */
  idle: number;
  /** Calls that came into a mix. */
  useful: number;
}

/** The calls of one number range over the last day. */
export class RangeRecord {
  readonly #hours = new Map<Hour, HourCount>();
  /** The calls that are idle now, by id, with the hour of their arrival. */
  readonly #idleNow = new Map<string, Hour>();
  /** Whether it was suspected when it was last looked at. */
  suspected = false;

  get idleNow(): number {
    return this.#idleNow.size;
  }

  arrived(legId: string, hour: Hour): void {
    this.#idleNow.set(legId, hour);
  }

  /** @returns whether it was idle until now */
  leftIdle(legId: string): boolean {
    return this.#idleNow.delete(legId);
  }

  /** @returns the hour's count as it is now */
  add(what: keyof HourCount, hour: Hour, count = 1): number {
    this.#forget(hour);
    const counted = this.#hours.get(hour) ?? { idle: 0, useful: 0 };
    counted[what] += count;
    this.#hours.set(hour, counted);
    return counted[what];
  }

  /** Calls of this hour that were idle, those that are so now included. */
  idleIn(hour: Hour): number {
    let since = this.#hours.get(hour)?.idle ?? 0;
    // One that has sat for a whole hour counts in each hour that it sits through.
    for (const arrivedIn of this.#idleNow.values()) if (arrivedIn <= hour) since += 1;
    return since;
  }

  /**
   * The hours of the last day in which `tooMany` calls or more sat to no use: ended so, or sat through
   * the whole hour. None, where one in ten of all calls of the day came into a conference.
   */
  badHours(now: Hour, tooMany: number): { readonly hours: number; readonly calls: number } {
    const first = now - rememberedHours + 1;
    // One that is idle still sits through every hour since the one it came in.
    const beganToSit = new Array<number>(rememberedHours + 1).fill(0);
    for (const arrivedIn of this.#idleNow.values()) {
      beganToSit[Math.max(0, Math.min(rememberedHours, arrivedIn + 1 - first))]! += 1;
    }
    let [hours, calls, sitting, reached] = [0, 0, 0, 0];
    for (let hour = first; hour <= now; hour++) {
      const { idle = 0, useful = 0 } = this.#hours.get(hour) ?? {};
      sitting += beganToSit[hour - first]!;
      calls += idle;
      reached += useful;
      if (idle + sitting >= tooMany) hours += 1;
    }
    if (calls + sitting < idlePerUseful * reached) return { hours: 0, calls };
    return { hours, calls };
  }

  #forget(now: Hour): void {
    for (const hour of this.#hours.keys()) {
      if (hour > now - rememberedHours) return;
      this.#hours.delete(hour);
    }
  }
}
