import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

export interface Mp3Options {
  readonly folder: string;
  readonly seconds: number;
  readonly sampleRate?: number;
  readonly channels?: 1 | 2;
  readonly bitrateKbps?: number;
  /** More of ffmpeg's options for its output, such as `-write_xing 0`. */
  readonly output?: readonly string[];
}

/** A tone of 440 Hz as LAME encodes it, by ffmpeg: a whole file with its tag and info frame. */
export function mp3Tone(options: Mp3Options): Buffer {
  const { folder, seconds, sampleRate = 16_000, channels = 1, bitrateKbps = 40 } = options;
  const file = path.join(folder, 'tone.mp3');
  const source = `sine=frequency=440:sample_rate=${sampleRate}:duration=${seconds}`;
  const input = ['-f', 'lavfi', '-i', source, '-ac', String(channels)];
  const codec = ['-c:a', 'libmp3lame', '-b:a', `${bitrateKbps}k`, '-id3v2_version', '3'];
  const { output = [] } = options;
  execFileSync('ffmpeg', ['-loglevel', 'error', '-y', ...input, ...codec, ...output, file]);
  const bytes = readFileSync(file);
  rmSync(file);
  return bytes;
}

/** How many frames ffprobe finds in a file; it leaves the info frame out. */
export function ffprobeFrames(file: string): number {
  const args = ['-v', 'error', '-count_packets', '-show_entries', 'stream=nb_read_packets'];
  return Number(
    execFileSync('ffprobe', [...args, '-of', 'csv=p=0', file])
      .toString()
      .trim(),
  );
}
