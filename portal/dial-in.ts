import type { AccessNumberRecord } from '../bridge/ports/access-numbers.js';

/** How callers reach the bridge. */
export interface DialIn {
  readonly addresses: readonly {
    readonly transport: string;
    readonly host: string;
    readonly port: number;
  }[];
  readonly numbers: readonly AccessNumberRecord[];
}
