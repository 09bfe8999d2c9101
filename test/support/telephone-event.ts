/** RFC 4733 §3.2, by event code. */
const keys = '0123456789*#ABCD';

/**
 * Writes an event payload (RFC 4733 §2.3), 4 bytes, at `offset`, at −10 dBm0.
 * `key` is one of 0-9 * # A-D. `durationTicks` is held at 65535.
 */
export function writeTelephoneEvent(
  into: Uint8Array,
  offset: number,
  key: string,
  end: boolean,
  durationTicks: number,
): void {
  const code = key.length === 1 ? keys.indexOf(key.toUpperCase()) : -1;
  if (code < 0) throw new RangeError('not a key');
  const duration = Math.min(durationTicks, 0xffff);
  into[offset] = code;
  into[offset + 1] = (end ? 0x80 : 0) | 10;
  into[offset + 2] = duration >>> 8;
  into[offset + 3] = duration;
}
