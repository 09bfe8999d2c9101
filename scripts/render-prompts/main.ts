import path from 'node:path';
import { languages, type Language } from '../../bridge/conference/languages.js';
import { readCatalogue } from './catalogue.js';
import { entryTone, exitTone, holdMusic, recordTone } from './music.js';
import { root } from './paths.js';
import { shaped, type Shape } from './shape.js';
import { sampleRate, speakAll } from './synthesizer.js';
import { chosenVoice } from './voices.js';
import { writeWav } from './wav-file.js';

const sentence: Shape = { leadMs: 20, tailMs: 180 };
/** Followed by a number, or a number or noun itself: joined to the next without a gap. */
const joined: Shape = { leadMs: 20, tailMs: 60 };

function renderPrompts(language: Language): void {
  const entries = readCatalogue(language);
  const speech = speakAll(
    chosenVoice[language],
    entries.map((entry) => entry.say),
  );
  entries.forEach((entry, i) => {
    const shape = entry.say.endsWith(',') ? joined : sentence;
    const file = path.join(root, language, `${entry.name}.wav`);
    writeWav(file, shaped(speech[i]!, sampleRate, shape), sampleRate);
  });
}

function renderSounds(): void {
  const sounds = {
    'entry-tone': entryTone(),
    'exit-tone': exitTone(),
    'record-tone': recordTone(),
    'hold-music': holdMusic(),
  };
  for (const [name, samples] of Object.entries(sounds)) {
    writeWav(path.join(root, 'sounds', `${name}.wav`), samples, sampleRate);
  }
}

const asked = process.argv.slice(2);
const wanted = (part: string): boolean => asked.length === 0 || asked.includes(part);
for (const language of languages) {
  if (wanted(language)) renderPrompts(language);
}
if (wanted('sounds')) renderSounds();
