/** One message to all who watch a room: encoded once, whoever gets it. */
export interface LiveMessage {
  readonly kind: 'snapshot' | 'change' | 'levels';
  /** Where the receiver may resume after it; null where it makes no difference. */
  readonly position: string | null;
  /** JSON, of one line. */
  readonly data: string;
}

/** A number of one room's sequence: `<epoch>.<seq>`. An epoch's numbers are without gaps. */
export interface LivePosition {
  readonly epoch: string;
  readonly seq: number;
}

export function positionText({ epoch, seq }: LivePosition): string {
  return `${epoch}.${seq}`;
}

/** Null for what was never one of ours. */
export function parsePosition(text: string): LivePosition | null {
  const match = /^([0-9a-f]{1,32})\.(\d{1,15})$/.exec(text);
  return match === null ? null : { epoch: match[1]!, seq: Number(match[2]) };
}
