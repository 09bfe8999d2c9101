import { isBlank, isToken } from './grammar.js';
import { headerName, isKnownHeader } from './header-names.js';
import { HeaderFields } from './headers.js';
import type { MessageLimits } from './limits.js';
import { parseStartLine, type StartLine } from './start-line.js';

export interface Head {
  readonly start: StartLine;
  readonly headers: HeaderFields;
  /** What is wrong with the header lines; the well-formed ones were read all the same. */
  readonly fault: string | null;
}

/** Reads the start line and the header lines: `text` is all that precedes the empty line. */
export function parseHead(text: string, limits: MessageLimits): Head {
  const headers = new HeaderFields();
  let fault: string | null = null;
  let lineEnd = endOfLine(text, 0);
  const startText = text.slice(0, lineEnd);
  if (hasLineBreak(startText)) fault = 'Stray CR or LF';
  const start = parseStartLine(startText);
  let count = 0;
  while (lineEnd < text.length) {
    const lineStart = lineEnd + 2;
    lineEnd = endOfLine(text, lineStart);
    if (count === limits.headers) return { start, headers, fault: 'Too many headers' };
    count++;
    let value: string | null = null;
    while (lineEnd + 2 < text.length && isBlank(text.charCodeAt(lineEnd + 2))) {
      // §7.3.1: a line that begins with a blank continues the one before it.
      const next = endOfLine(text, lineEnd + 2);
      value = `${value ?? text.slice(lineStart, lineEnd)} ${text.slice(lineEnd + 2, next).trim()}`;
      lineEnd = next;
      if (value.length > limits.headerLength) break;
    }
    fault = readHeader(headers, value ?? text.slice(lineStart, lineEnd), limits) ?? fault;
  }
  return { start, headers, fault };
}

function readHeader(headers: HeaderFields, line: string, limits: MessageLimits): string | null {
  if (line.length > limits.headerLength) return 'Header too long';
  if (hasLineBreak(line)) return 'Stray CR or LF';
  const colon = line.indexOf(':');
  if (colon <= 0) return 'Header without colon';
  const name = line.slice(0, colon).trimEnd();
  if (!isKnownHeader(name) && !isToken(name)) return 'Bad header name';
  headers.appendParsed(headerName(name), line.slice(colon + 1).trim());
  return null;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\r\n', from);
  return end === -1 ? text.length : end;
}

function hasLineBreak(text: string): boolean {
  return text.includes('\r') || text.includes('\n');
}
