/** Bounds on one message, against input made to cost us. */
export interface MessageLimits {
  /** Start line, headers and body together [octets]. */
  readonly messageBytes: number;
  /** Header lines. */
  readonly headers: number;
  /** Via values: every response repeats them all, each in a line of its own. */
  readonly vias: number;
  /** One header line, unfolded [characters]. */
  readonly headerLength: number;
}

export const defaultLimits: MessageLimits = {
  messageBytes: 65_535,
  headers: 256,
  vias: 100,
  headerLength: 8_192,
};
