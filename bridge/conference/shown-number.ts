import type { RoomOptions } from './room-options.js';

/** So many digits are shown at the end of a masked number. */
const shownDigits = 2;

/**
 * A caller's number as the organizers of its room may see it. The account's administrators, and
 * whatever finds a caller again, have the number itself.
 */
export function shownNumber(
  number: string | null,
  { maskNumbers }: Pick<RoomOptions, 'maskNumbers'>,
): string | null {
  return number === null || !maskNumbers ? number : maskedNumber(number);
}

export function maskedNumber(number: string): string {
  const end = number.slice(-shownDigits);
  return `${number.slice(0, -shownDigits).replace(/\d/g, '•')}${end}`;
}
