import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Sound } from './listen.js';

const run = promisify(execFile);
const mostBytes = 2 ** 30;

/** An MP3 as ffmpeg reads it, sharing no code with the bridge. */
export async function decodeMp3(file: string): Promise<Sound> {
  const args = ['-v', 'error', '-i', file, '-f', 's16le', '-'];
  const { stdout, stderr } = await run('ffmpeg', args, {
    encoding: 'buffer',
    maxBuffer: mostBytes,
  });
  if (stderr.length > 0) throw new Error(`ffmpeg: ${stderr.toString()}`);
  const samples = new Float64Array(stdout.length / 2);
  for (let i = 0; i < samples.length; i++) samples[i] = stdout.readInt16LE(2 * i) / 32768;
  return { sampleRate: 16_000, channels: 1, bitsPerSample: 16, samples };
}

/** The samples that mpg123 decodes; it complains of nothing. @throws Error with what it says */
export async function samplesByMpg123(file: string): Promise<number> {
  const { stdout, stderr } = await run('mpg123', ['-q', '-s', file], {
    encoding: 'buffer',
    maxBuffer: mostBytes,
  });
  if (stderr.length > 0) throw new Error(`mpg123: ${stderr.toString()}`);
  return stdout.length / 2;
}

export interface Mp3Facts {
  readonly codec: string;
  readonly sampleRate: number;
  readonly channels: number;
  readonly bitsPerSecond: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** What ffprobe says of it. @throws Error when that is not a valid file */
export async function probeMp3(file: string): Promise<Mp3Facts> {
  const { stdout, stderr } = await run('ffprobe', [
    ...['-v', 'warning', '-of', 'json', '-show_streams', '-show_format'],
    file,
  ]);
  if (stderr !== '') throw new Error(`ffprobe: ${stderr}`);
  const { streams, format } = JSON.parse(stdout) as {
    streams: readonly Record<string, string | number>[];
    format: { tags?: Record<string, string> };
  };
  const stream = streams[0] ?? {};
  return {
    codec: String(stream['codec_name']),
    sampleRate: Number(stream['sample_rate']),
    channels: Number(stream['channels']),
    bitsPerSecond: Number(stream['bit_rate']),
    tags: format.tags ?? {},
  };
}
