/**
 * The range that a caller's number is counted in: its first digits. Callers of one trunk who
 * withhold their numbers are one range.
 */
export function rangeOf(callerNumber: string | null, via: string, prefixDigits: number): string {
  const digits = callerNumber?.replace(/[^\d+]/g, '') ?? '';
  if (digits.replace('+', '') === '') return `withheld ${via}`;
  return digits.slice(0, digits.startsWith('+') ? prefixDigits + 1 : prefixDigits);
}
