/**
 * Media servers that an operator has taken out of use: no new legs go to them. Every bridge on these
 * data heeds it, and so does one that is started anew.
 */
export interface DrainStore {
  /** By name: since when. */
  drained(): Promise<ReadonlyMap<string, number>>;
  /** One that is drained already stays so since then. */
  drain(server: string, sinceMs: number): Promise<void>;
  resume(server: string): Promise<void>;
}
