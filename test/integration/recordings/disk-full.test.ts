// A disk without room, as the file size limit of a process makes it: the recording pauses, goes on
// when there is room again, and the file has everything but the time between.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import t, { type Test } from 'tap';
import type { ClosedRecording } from '../../../recordings/encoder/protocol.js';
import { setupIn } from '../../support/encoding.js';
import { tonePresence } from '../../support/listen.js';
import { decodeMp3, probeMp3, samplesByMpg123 } from '../../support/mp3.js';

const program = fileURLToPath(new URL('../../support/encoding-process.js', import.meta.url));
/** Some 2 s of audio after the tag. */
const limitBytes = 14_000;
const rate = 16_000;
const fileLimit = 'unlimited';

class Encoder {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'partyline-full-'));
  readonly #child = spawn(
    'env',
    [
      '-u',
      'NODE_OPTIONS',
      'prlimit',
      `--fsize=${limitBytes}:${fileLimit}`,
      process.execPath,
      program,
      this.folder,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  #printed = '';
  #wake: () => void = () => undefined;

  constructor() {
    this.#child.stdout.on('data', (bytes: Buffer) => {
      this.#printed += bytes.toString();
      this.#wake();
    });
  }

  /** The first line that begins so. */
  async line(start: string): Promise<string> {
    for (;;) {
      const line = this.#printed
        .split('\n')
        .slice(0, -1)
        .find((one) => one.startsWith(start));
      if (line !== undefined) return line;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  makeRoom(): void {
    execFileSync('prlimit', [`--pid=${this.#child.pid!}`, `--fsize=${fileLimit}:${fileLimit}`]);
  }

  async close(): Promise<ClosedRecording> {
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    const line = await this.line('closed ');
    await exited;
    const event = JSON.parse(line.slice('closed '.length)) as { result: ClosedRecording };
    return event.result;
  }

  remove(): void {
    this.#child.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function holds(t: Test, { content }: ClosedRecording, file: string): Promise<void> {
  const { samples } = await decodeMp3(file);
  t.equal(samples.length, content.samples, 'ffmpeg');
  t.equal(await samplesByMpg123(file), content.samples, 'mpg123');
  t.match(await probeMp3(file), { codec: 'mp3' });
  const sound = { sampleRate: rate, channels: 1, bitsPerSample: 16, samples };
  t.ok(tonePresence(sound, [500])[0]!.share > 0.95, 'the tone is whole');
}

t.test('the recording pauses when there is no room, and goes on when there is', async (t) => {
  const encoder = new Encoder();
  t.teardown(() => encoder.remove());
  await encoder.line('paused');
  encoder.makeRoom();
  await encoder.line('resumed');
  await encoder.line('250');
  const closed = await encoder.close();
  const { parts, gaps, samples } = closed.content;
  t.equal(parts.length, 2);
  t.equal(gaps.length, 1);
  t.match(gaps, [{ reason: 'disk-full', atSample: parts[1]!.firstSample }]);
  const seconds = samples / rate + gaps[0]!.durationMs! / 1000;
  t.ok(seconds >= 5 && seconds < 60, `what is there and what is missing: ${seconds} s`);
  await holds(t, closed, setupIn(encoder.folder).files.audio);
});

t.test('a file that is closed without room has what could be written', async (t) => {
  const encoder = new Encoder();
  t.teardown(() => encoder.remove());
  await encoder.line('paused');
  const closed = await encoder.close();
  t.ok(closed.content.bytes <= limitBytes);
  t.ok(closed.content.samples > rate);
  t.ok(closed.content.gaps.some(({ reason }) => reason === 'disk-full'));
  await holds(t, closed, setupIn(encoder.folder).files.audio);
});
