import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import t from 'tap';
import { type Mp3Scan, Mp3Scanner } from '../../recordings/mp3/scan.js';
import { mp3Tone } from '../support/mp3-file.js';
import { mutateBytes } from '../support/mutate.js';
import { SeededRandom } from '../support/seeded-random.js';

const inputs = 100_000;
const seed = 20261123;
const id3v1Bytes = 128;

function scanned(file: Uint8Array, random: SeededRandom): Mp3Scan {
  const scanner = new Mp3Scanner();
  for (let at = 0; at < file.length;) {
    const next = at + 1 + random.below(600);
    scanner.push(file.subarray(at, next));
    at = next;
  }
  return scanner.end();
}

t.test('every byte of a damaged file is accounted for, however it comes in', (t) => {
  t.comment(`seed ${seed}`);
  const random = new SeededRandom(seed);
  const folder = mkdtempSync(path.join(tmpdir(), 'partyline-mp3-'));
  const tone = Uint8Array.from(mp3Tone({ folder, seconds: 0.2, output: ['-write_id3v1', '1'] }));
  rmSync(folder, { recursive: true });
  let [withAudio, damaged] = [0, 0];
  for (let input = 0; input < inputs; input++) {
    const file = input % 50 === 0 ? random.bytes(random.below(2000)) : mutateBytes(tone, random);
    const found = scanned(file, random);
    const whole = new Mp3Scanner();
    whole.push(file);
    if (JSON.stringify(whole.end()) !== JSON.stringify(found)) t.fail(`input ${input} differs`);
    const audio = found.audioTo - found.audioFrom;
    const between = found.damage
      .filter(({ at }) => at > found.audioFrom && at < found.audioTo)
      .reduce((sum, { bytes }) => sum + bytes, 0);
    const outside = found.damagedBytes - between;
    const rest = file.length - found.tagBytes - audio - outside - found.partialBytes;
    if (found.bytes !== file.length || (rest !== 0 && rest !== id3v1Bytes)) {
      t.fail(`input ${input}: ${rest} bytes are not accounted for`);
    }
    if (found.frames > 0) withAudio++;
    if (found.damagedBytes > 0) damaged++;
  }
  t.ok(withAudio > inputs / 2 && damaged > inputs / 10, JSON.stringify({ withAudio, damaged }));
  t.end();
});
