export type TallyKind =
  | 'tries-of-caller'
  | 'tries-at-room'
  | 'tries-of-trunk'
  | 'known-caller'
  | 'idle-calls'
  | 'useful-calls';

/** What the defence against guessing and pumping remembers across restarts. */
export interface Tally {
  readonly kind: TallyKind;
  /** Unique within its kind. */
  readonly key: string;
  readonly level: number;
  readonly atMs: number;
  /** It counts for nothing after this. */
  readonly untilMs: number;
}

export interface TallyStore {
  /** Forgets those that count for nothing any more. @returns the others */
  load(nowMs: number): Promise<readonly Tally[]>;
  /** Replaces the one of this kind and key; queued with the history's writes. */
  put(tally: Tally): void;
}
