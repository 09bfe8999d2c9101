import t from 'tap';
import { conferencePrompts, toneNames } from '../../../bridge/conference/phrase.js';
import { entryPrompts, formPrompts, promptNamesOf, soundNames } from '../../../ivr/prompt-names.js';
import { nounPrompts } from '../../../ivr/say/grammar.js';

t.test('each name is listed once, and is a file name', (t) => {
  const all = [...new Set<string>(Object.values(promptNamesOf).flat()), ...soundNames];
  t.equal(new Set(all).size, all.length);
  for (const name of all) t.match(name, /^[a-z]+(-[a-z0-9]+)*$/);
  for (const list of Object.values(promptNamesOf)) t.equal(new Set(list).size, list.length);
  t.end();
});

t.test('both languages have every sentence', (t) => {
  for (const list of Object.values(promptNamesOf)) {
    for (const name of [...entryPrompts, ...formPrompts, ...conferencePrompts, ...nounPrompts]) {
      t.ok(list.includes(name), name);
    }
  }
  for (const tone of toneNames) t.ok(soundNames.includes(tone));
  t.end();
});

t.test('English numbers are put together, French ones below a hundred are whole', (t) => {
  const numbers = (names: readonly string[]): number =>
    names.filter((name) => name.startsWith('number-')).length;
  t.equal(numbers(promptNamesOf.en), 21 + 7 + 2);
  t.equal(numbers(promptNamesOf.fr), 100 + 7 + 2);
  t.end();
});
