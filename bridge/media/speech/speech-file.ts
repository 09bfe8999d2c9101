import { unlink, writeFile } from 'node:fs/promises';
import type { SpeechRecordingEnd } from '../../ports/media-server.js';
import { writeWav } from '../wav-writer.js';
import type { RecordedSpeech } from './speech-recorder.js';

/** Writes what was said as a WAV. Never rejects; `onProblem` hears why it could not be written. */
export async function saveSpeech(
  path: string,
  speech: RecordedSpeech | null,
  onProblem: (error: unknown) => void,
): Promise<SpeechRecordingEnd> {
  if (speech === null) return { kind: 'silent' };
  const { sampleRate, pcm } = speech;
  try {
    await writeFile(path, writeWav({ sampleRate, pcm }));
    return { kind: 'recorded', path, durationMs: (1000 * pcm.length) / sampleRate };
  } catch (error) {
    onProblem(error);
    await unlink(path).catch(() => undefined);
    return { kind: 'failed' };
  }
}
