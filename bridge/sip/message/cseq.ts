import { isToken, parseDigits } from './grammar.js';
import type { CSeq } from './types.js';

/** RFC 3261 §8.1.1.5: the sequence number is less than 2^31. Null when malformed. */
export function parseCSeq(text: string): CSeq | null {
  const blank = text.search(/[ \t]/);
  if (blank === -1) return null;
  const sequence = parseLongDigits(text.slice(0, blank));
  const method = text.slice(blank).trim();
  if (sequence === null || sequence >= 2 ** 31 || !isToken(method)) return null;
  return { sequence, method };
}

/** Leading zeros may make a small number long (RFC 4475 §3.1.1.1). */
function parseLongDigits(text: string): number | null {
  return parseDigits(text.length > 10 ? text.replace(/^0+/, '') : text);
}

export function formatCSeq(cseq: CSeq): string {
  return `${cseq.sequence} ${cseq.method}`;
}
