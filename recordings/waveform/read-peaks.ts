import { buffer } from 'node:stream/consumers';
import type { RecordingSink } from '../../bridge/ports/recordings.js';
import { parsePeaks } from './peaks-file.js';
import { reducePeaks } from './reduce-peaks.js';

/** Two days; a recording has four hours. */
const mostBytes = 4_000_000;

/**
 * The waveform of a closed recording in at most `points` values of 0…127. None where its file is not
 * there, or is no such file: the audio plays without it.
 */
export async function readPeaks(
  sink: Pick<RecordingSink, 'bytes' | 'read'>,
  recordingId: string,
  points: number,
): Promise<readonly number[]> {
  const bytes = await sink.bytes(recordingId, 'peaks');
  if (bytes === null || bytes > mostBytes) return [];
  const peaks = parsePeaks(await buffer(sink.read(recordingId, 'peaks')));
  return peaks === null ? [] : reducePeaks(peaks, points);
}
