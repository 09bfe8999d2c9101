/** One message of FreeSWITCH's event socket: headers, and a body where Content-Length says so. */
export interface EslFrame {
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** A channel's dump with all variables is some 20 kB; a list of 500 members some 400 kB. */
const maxHeadBytes = 65_536;
const maxBodyBytes = 16 * 1024 * 1024;

/** What the other end says cannot be a frame: the connection is of no use any more. */
class EslFramingError extends Error {
  override readonly name = 'EslFramingError';
}

const endOfHead = Buffer.from('\n\n');

/** Cuts a stream of bytes into frames. */
export class EslFrameReader {
  #chunks: Buffer[] = [];
  #bytes = 0;
  /** So many bytes are needed before another look is worth while. */
  #needed = 0;

  /** @returns the frames that are whole by now. @throws EslFramingError */
  push(chunk: Buffer): EslFrame[] {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    if (this.#bytes < this.#needed) return [];
    let buffer = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks);
    const frames: EslFrame[] = [];
    this.#needed = 0;
    for (;;) {
      const end = buffer.indexOf(endOfHead);
      if (end === -1) {
        if (buffer.length > maxHeadBytes) throw new EslFramingError('the headers never end');
        break;
      }
      if (end > maxHeadBytes) throw new EslFramingError('the headers are too long');
      const headers = parseHeaders(buffer.toString('utf8', 0, end));
      const bodyStart = end + endOfHead.length;
      const bodyEnd = bodyStart + bodyLength(headers);
      if (bodyEnd > buffer.length) {
        this.#needed = bodyEnd;
        break;
      }
      frames.push({ headers, body: buffer.toString('utf8', bodyStart, bodyEnd) });
      buffer = buffer.subarray(bodyEnd);
    }
    this.#chunks = buffer.length === 0 ? [] : [buffer];
    this.#bytes = buffer.length;
    return frames;
  }
}

function bodyLength(headers: ReadonlyMap<string, string>): number {
  const text = headers.get('content-length');
  if (text === undefined) return 0;
  if (!/^\d{1,9}$/.test(text) || Number(text) > maxBodyBytes) {
    throw new EslFramingError(`no length of a body: ${text.slice(0, 20)}`);
  }
  return Number(text);
}

/** `Name: value` lines, their values escaped as in a URL. What is no such line is left aside. */
function parseHeaders(text: string): Map<string, string> {
  const headers = new Map<string, string>();
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    headers.set(line.slice(0, colon).trim().toLowerCase(), unescape(line.slice(colon + 1).trim()));
  }
  return headers;
}

function unescape(value: string): string {
  if (!value.includes('%')) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return value; // a percent sign of its own
  }
}
