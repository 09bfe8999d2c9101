import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';

/** Bytes that never change under one tag. */
export interface StoredBytes {
  readonly size: number;
  /** With its quotes; a strong one. */
  readonly etag: string;
  readonly modifiedAtMs: number;
  readonly open: (range?: {
    readonly start: number;
    readonly end: number;
  }) => NodeJS.ReadableStream;
}

/**
 * Answers GET and HEAD with all of it, with a range of it (206, 416), or with nothing where the
 * client has it already (304). Several ranges at once are answered with all, as RFC 9110 §14.2
 * allows. Resolves when the answer is sent, or the client has gone.
 */
export async function sendBytes(
  request: Request,
  response: Response,
  bytes: StoredBytes,
): Promise<void> {
  const { size, etag, modifiedAtMs, open } = bytes;
  response.set({
    'Accept-Ranges': 'bytes',
    ETag: etag,
    'Last-Modified': new Date(modifiedAtMs).toUTCString(),
  });
  if (!isMatched(request, etag)) {
    response.status(412).end();
    return;
  }
  if (request.fresh) {
    response.status(304).end();
    return;
  }
  const range = rangeOf(request, bytes);
  if (range === 'unsatisfiable') {
    // RFC 9110 §15.5.17
    response.status(416).set('Content-Range', `bytes */${size}`).end();
    return;
  }
  const length = range === null ? size : range.end - range.start + 1;
  response.set('Content-Length', String(length));
  if (range !== null) {
    response.status(206).set('Content-Range', `bytes ${range.start}-${range.end}/${size}`);
  }
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  try {
    await pipeline(open(range ?? undefined), response);
  } catch (error) {
    // Players close the connection when they are sent elsewhere in the file.
    if (!response.destroyed) throw error;
  }
}

/** RFC 9110 §13.1.1 */
function isMatched(request: Request, etag: string): boolean {
  const wanted = request.get('If-Match');
  if (wanted === undefined || wanted.trim() === '*') return true;
  return wanted.split(',').some((one) => one.trim() === etag);
}

function rangeOf(
  request: Request,
  bytes: StoredBytes,
): { readonly start: number; readonly end: number } | 'unsatisfiable' | null {
  // RFC 9110 §14.2: a Range is ignored with any method but GET.
  if (request.method !== 'GET' || !isOfThis(request, bytes)) return null;
  // RFC 9110 §14.1.2: a suffix longer than the file is all of it; Express calls it unsatisfiable.
  const suffix = Number(/^bytes=-(\d+)$/.exec(request.get('Range') ?? '')?.[1] ?? 0);
  if (suffix > bytes.size && bytes.size > 0) return { start: 0, end: bytes.size - 1 };
  const ranges = request.range(bytes.size, { combine: true });
  if (ranges === -1) return 'unsatisfiable';
  // Malformed, absent, or of another unit: as if it had not been sent.
  if (ranges === undefined || ranges === -2 || ranges.type !== 'bytes') return null;
  const [first, ...others] = ranges;
  return first === undefined || others.length > 0 ? null : first;
}

/** RFC 9110 §13.1.5: a range of another version is none; tags compare strongly, dates exactly. */
function isOfThis(request: Request, { etag, modifiedAtMs }: StoredBytes): boolean {
  const version = request.get('If-Range');
  if (version === undefined || version === etag) return true;
  return Date.parse(version) === Math.floor(modifiedAtMs / 1000) * 1000;
}
