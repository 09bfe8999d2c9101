import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { loadGreetings, loadPromptPack } from '../../../bridge/files/prompt-pack.js';
import { languages } from '../../../bridge/conference/languages.js';
import type { Logger } from '../../../bridge/kernel/logger.js';
import { silentLogger } from '../../../bridge/kernel/logger.js';
import { readWav } from '../../../bridge/media/wav.js';
import { promptNamesOf, soundNames } from '../../../ivr/prompt-names.js';
import { root } from '../../../scripts/render-prompts/paths.js';

t.test('our own pack has a playable file for every name', (t) => {
  for (const language of languages) {
    const fileOf = loadPromptPack({ language, root });
    for (const name of promptNamesOf[language]) {
      t.equal(fileOf(name), path.join(root, language, `${name}.wav`));
    }
    for (const name of soundNames) t.equal(fileOf(name), path.join(root, 'sounds', `${name}.wav`));
  }
  t.throws(() => loadPromptPack({ language: 'fr', root })('number-and'), { code: 'not-found' });
  t.end();
});

t.test("an operator's recording is played in place of ours, file by file", (t) => {
  const folder = t.testdir();
  for (const part of ['en', 'sounds']) mkdirSync(path.join(folder, part));
  copyFileSync(path.join(root, 'en', 'goodbye.wav'), path.join(folder, 'en', 'welcome.wav'));
  copyFileSync(
    path.join(root, 'sounds', 'exit-tone.wav'),
    path.join(folder, 'sounds', 'entry-tone.wav'),
  );
  const operator = { folder, checkAudio: readWav, logger: silentLogger };
  const fileOf = loadPromptPack({ language: 'en', root, operator });
  t.equal(fileOf('welcome'), path.join(folder, 'en', 'welcome.wav'));
  t.equal(fileOf('entry-tone'), path.join(folder, 'sounds', 'entry-tone.wav'));
  t.equal(fileOf('goodbye'), path.join(root, 'en', 'goodbye.wav'), 'missing: ours');
  t.end();
});

t.test('a recording that cannot be played is named in a warning, and ours is played', (t) => {
  const folder = t.testdir({ en: {} });
  const file = path.join(folder, 'en', 'welcome.wav');
  writeFileSync(file, 'ID3 an MP3 by another name');
  const warnings: object[] = [];
  const logger: Logger = { ...silentLogger, warn: (fields) => warnings.push(fields) };
  const operator = { folder, checkAudio: readWav, logger };
  const fileOf = loadPromptPack({ language: 'en', root, operator });
  t.equal(fileOf('welcome'), path.join(root, 'en', 'welcome.wav'));
  t.match(warnings, [{ file, error: /not a WAV file/ }]);
  t.end();
});

t.test('a pack of ours that is not whole is refused, with the file and the mend', (t) => {
  t.throws(() => loadPromptPack({ language: 'en', root: t.testdir() }), {
    code: 'bad-audio-file',
    mend: /render-prompts/,
  });
  t.end();
});

t.test("an access number's greeting is a recording of the operator's, or the usual one", (t) => {
  const folder = t.testdir({ greetings: {} });
  const file = path.join(folder, 'greetings', 'acme.wav');
  copyFileSync(path.join(root, 'en', 'goodbye.wav'), file);
  const greetings = loadGreetings({ folder, checkAudio: readWav, logger: silentLogger });
  t.equal(greetings('acme'), file);
  t.equal(greetings('other'), null);
  t.equal(loadGreetings(undefined)('acme'), null, 'no pack of the operator');
  t.end();
});
