// The process that encodes is killed at random moments: what it leaves is mended, and lacks no
// more than the last second.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { recover } from '../../../recordings/encoder/recover.js';
import { setupIn } from '../../support/encoding.js';
import { tonePresence } from '../../support/listen.js';
import { decodeMp3, samplesByMpg123 } from '../../support/mp3.js';
import { SeededRandom } from '../../support/seeded-random.js';

const program = fileURLToPath(new URL('../../support/encoding-process.js', import.meta.url));
const kills = 20;
const atOnce = 4;
const seed = 20_261_123;
const rate = 16_000;
const frameSamples = 320;

t.jobs = atOnce;
const random = new SeededRandom(seed);

for (let kill = 0; kill < kills; kill++) {
  const afterMs = 20 + random.below(2500);
  t.test(
    `killed ${afterMs} ms after its first sound (seed ${seed})`,
    { buffered: true },
    async (t) => {
      const folder = mkdtempSync(path.join(tmpdir(), 'partyline-killed-'));
      t.teardown(() => rmSync(folder, { recursive: true, force: true }));
      const child = spawn('env', ['-u', 'NODE_OPTIONS', process.execPath, program, folder], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let printed = '';
      child.stdout.on('data', (bytes: Buffer) => (printed += bytes.toString()));
      await once(child.stdout, 'data');
      await delay(afterMs);
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
      const given = Number(printed.trim().split('\n').at(-1)) * frameSamples;

      const setup = setupIn(folder);
      const { content, sha256 } = await recover(setup);
      t.ok(content.samples >= given - rate, `${content.samples} of ${given} samples are there`);
      t.match(content.gaps.at(-1), { reason: 'crash', atSample: content.samples });
      t.equal(content.parts.length, 1);
      t.equal(content.parts[0]?.samples, content.samples);
      t.not(content.parts[0]?.stoppedAt, null);
      const again = await recover(setup);
      t.same([again.content, again.sha256], [content, sha256], 'mending it twice changes nothing');
      // Killed before the first frame was written: a file without a frame is no MP3 to a decoder.
      if (content.samples === 0) return;
      const { samples } = await decodeMp3(setup.files.audio);
      t.equal(samples.length, content.samples, 'ffmpeg');
      t.equal(await samplesByMpg123(setup.files.audio), content.samples, 'mpg123');
      if (samples.length > rate / 2) {
        const sound = { sampleRate: rate, channels: 1, bitsPerSample: 16, samples };
        t.equal(tonePresence(sound, [500])[0]?.share, 1, 'the tone is whole');
      }
    },
  );
}
