import type { RecordingRecord } from '../bridge/ports/recordings.js';

/** Leaves room for the number and the date in the 255 bytes that file systems have for a name. */
const mostTitleBytes = 160;

/** What some file system refuses in a name, or a shell or a mail reader stumbles over. */
const unfit = /[\p{C}\p{Zl}\p{Zp}<>:"/\\|?*]+/gu;

/**
 * The name that a recording is downloaded under: `700100 Weekly sync 2026-11-23 15-35.mp3`. Safe on
 * any system whatever the title; the time is that of `timeZone`, when it began.
 */
export function recordingFileName(
  recording: Pick<RecordingRecord, 'roomNumber' | 'title' | 'startedAtMs'>,
  timeZone: string,
): string {
  const title = withinBytes((recording.title ?? '').normalize('NFC').replace(unfit, ' '));
  const words = [recording.roomNumber, title, stamp(recording.startedAtMs, timeZone)];
  return `${words.join(' ').replace(/\s+/g, ' ').trim()}.mp3`;
}

/**
 * RFC 6266 §4.3: the name in letters that every client reads, and after it the real one (RFC 8187),
 * which those that know it take.
 */
export function attachmentHeader(fileName: string): string {
  const encoded = encodeURIComponent(fileName).replace(
    /['()*!]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${asciiName(fileName)}"; filename*=UTF-8''${encoded}`;
}

/** Accents go, other scripts too; `%` would be decoded by some clients. */
function asciiName(fileName: string): string {
  return fileName
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9 ._,()+=@#-]+/g, '_');
}

function withinBytes(title: string): string {
  let kept = '';
  let bytes = 0;
  // By character, so that none is cut in two.
  for (const character of title) {
    bytes += Buffer.byteLength(character);
    if (bytes > mostTitleBytes) break;
    kept += character;
  }
  return kept.trim();
}

/** `2026-11-23 15-35`: sorts, and has no colon, which Windows refuses. */
function stamp(atMs: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).formatToParts(atMs);
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}-${part('minute')}`;
}
