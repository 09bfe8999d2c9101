/** Where the names that callers say are written, one file each. It knows nothing of how long. */
export interface SpokenNameFiles {
  /** Once, before all else: makes the place, and removes what an earlier run left that is not kept. */
  open(): Promise<void>;
  /** Where the one of that id may be written, by whoever hears it. */
  pathFor(id: string): string;
  /** It may be gone already. */
  remove(path: string): Promise<void>;
  /** Keeps it, also over restarts, until then [ms since epoch]; it is at that path no more. */
  keep(path: string, until: number): Promise<void>;
  /** Of those kept. @returns how many; @throws when some could not be removed, once the others are */
  removeExpired(nowMs: number): Promise<number>;
}
