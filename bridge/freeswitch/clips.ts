import { open } from 'node:fs/promises';
import type { Clip } from '../ports/media-server.js';
import { isPlainPath } from './paths.js';

/** Clips as one file name for FreeSWITCH, which plays its parts without a gap. */
export interface PlayableFile {
  readonly path: string;
  readonly durationMs: number;
}

const noSound: PlayableFile = { path: 'silence_stream://20', durationMs: 20 };

/**
 * Null when a file cannot be read. We look ourselves: a file that is missing crashes a conference
 * of FreeSWITCH 1.10 when its name carries parameters, as ours do.
 */
export async function playableFile(clips: readonly Clip[]): Promise<PlayableFile | null> {
  const parts: PlayableFile[] = [];
  for (const clip of clips) {
    const part = clip.kind === 'silence' ? silence(clip.durationMs) : await wav(clip.path);
    if (part === null) return null;
    parts.push(part);
  }
  if (parts.length === 0) return noSound;
  if (parts.length === 1) return parts[0]!;
  return {
    path: `file_string://${parts.map(({ path }) => path).join('!')}`,
    durationMs: parts.reduce((sum, { durationMs }) => sum + durationMs, 0),
  };
}

function silence(durationMs: number): PlayableFile {
  const wholeMs = Math.max(20, Math.round(durationMs));
  return { path: `silence_stream://${wholeMs}`, durationMs: wholeMs };
}

const headerBytes = 44;
/** The header's field of bytes per second. */
const byteRateOffset = 28;

async function wav(path: string): Promise<PlayableFile | null> {
  if (!isPlainPath(path)) return null;
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      const { buffer, bytesRead } = await file.read(Buffer.alloc(headerBytes), 0, headerBytes, 0);
      if (bytesRead < headerBytes) return null;
      const bytesPerSecond = Math.max(8000, buffer.readUInt32LE(byteRateOffset));
      return { path, durationMs: Math.ceil((1000 * (size - headerBytes)) / bytesPerSecond) };
    } finally {
      await file.close();
    }
  } catch {
    return null;
  }
}
