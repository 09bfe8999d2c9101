import t from 'tap';
import type { Language } from '../../../bridge/conference/languages.js';
import type { WordedPhrase } from '../../../bridge/conference/phrase.js';
import { promptNamesOf, soundNames } from '../../../ivr/prompt-names.js';
import type { PromptName } from '../../../ivr/prompt-names.js';
import { say } from '../../../ivr/say/say.js';
import { spellEnglish, spellFrench, spokenAs } from './spelling.js';

/** What a listener would write down. */
function heard(phrase: WordedPhrase<PromptName>, language: Language): string {
  return say([phrase], language)
    .map((clip) => spokenAs(clip, language))
    .join(' ');
}

t.test('English, 0 to 999', (t) => {
  for (let n = 0; n <= 999; n++) {
    t.equal(heard({ number: n }, 'en'), spellEnglish(n));
    t.equal(
      heard({ quantity: n, of: 'caller' }, 'en'),
      `${spellEnglish(n)} ${n === 1 ? 'caller' : 'callers'}`,
    );
  }
  t.end();
});

t.test('French, 0 to 999, in both genders', (t) => {
  for (let n = 0; n <= 999; n++) {
    t.equal(heard({ number: n }, 'fr'), spellFrench(n, 'masculine'));
    t.equal(
      heard({ quantity: n, of: 'minute' }, 'fr'),
      `${spellFrench(n, 'feminine')} ${n < 2 ? 'minute' : 'minutes'}`,
    );
  }
  t.end();
});

t.test('the numbers that are easily got wrong', (t) => {
  const english: readonly [number, string][] = [
    [0, 'zero'],
    [13, 'thirteen'],
    [20, 'twenty'],
    [21, 'twenty one'],
    [40, 'forty'],
    [99, 'ninety nine'],
    [100, 'one hundred'],
    [101, 'one hundred and one'],
    [110, 'one hundred and ten'],
    [312, 'three hundred and twelve'],
    [500, 'five hundred'],
    [999, 'nine hundred and ninety nine'],
  ];
  for (const [n, words] of english) t.equal(heard({ number: n }, 'en'), words);
  const french: readonly [number, string, string][] = [
    [0, 'zéro', 'zéro personne'],
    [1, 'un', 'une personne'],
    [2, 'deux', 'deux personnes'],
    [11, 'onze', 'onze personnes'],
    [16, 'seize', 'seize personnes'],
    [17, 'dix-sept', 'dix-sept personnes'],
    [20, 'vingt', 'vingt personnes'],
    [21, 'vingt et un', 'vingt et une personnes'],
    [22, 'vingt-deux', 'vingt-deux personnes'],
    [61, 'soixante et un', 'soixante et une personnes'],
    [70, 'soixante-dix', 'soixante-dix personnes'],
    [71, 'soixante et onze', 'soixante et onze personnes'],
    [72, 'soixante-douze', 'soixante-douze personnes'],
    [80, 'quatre-vingts', 'quatre-vingts personnes'],
    [81, 'quatre-vingt-un', 'quatre-vingt-une personnes'],
    [90, 'quatre-vingt-dix', 'quatre-vingt-dix personnes'],
    [91, 'quatre-vingt-onze', 'quatre-vingt-onze personnes'],
    [99, 'quatre-vingt-dix-neuf', 'quatre-vingt-dix-neuf personnes'],
    [100, 'cent', 'cent personnes'],
    [101, 'cent un', 'cent une personnes'],
    [111, 'cent onze', 'cent onze personnes'],
    [180, 'cent quatre-vingts', 'cent quatre-vingts personnes'],
    [200, 'deux cents', 'deux cents personnes'],
    [201, 'deux cent un', 'deux cent une personnes'],
    [271, 'deux cent soixante et onze', 'deux cent soixante et onze personnes'],
    [500, 'cinq cents', 'cinq cents personnes'],
    [581, 'cinq cent quatre-vingt-un', 'cinq cent quatre-vingt-une personnes'],
  ];
  for (const [n, words, counted] of french) {
    t.equal(heard({ number: n }, 'fr'), words);
    t.equal(heard({ quantity: n, of: 'caller' }, 'fr'), counted);
  }
  t.end();
});

t.test('every recording that is asked for belongs to the language', (t) => {
  for (const language of ['en', 'fr'] as const) {
    const has = new Set<string>([...promptNamesOf[language], ...soundNames]);
    for (let n = 0; n <= 1_100; n++) {
      const clips = say([{ number: n }, { quantity: n, of: 'caller' }], language);
      t.ok(
        clips.every((clip) => has.has(clip)),
        `${language} ${n}: ${clips.join(' ')}`,
      );
    }
  }
  t.end();
});

t.test('phrases keep their order, digits are read one by one, tones are themselves', (t) => {
  t.same(
    say(
      [
        { tone: 'entry-tone' },
        { prompt: 'there-are' },
        { quantity: 21, of: 'caller' },
        { prompt: 'in-the-conference' },
        { digits: '7001' },
      ],
      'en',
    ),
    [
      'entry-tone',
      'there-are',
      'number-20',
      'number-1',
      'callers',
      'in-the-conference',
      'number-7',
      'number-0',
      'number-0',
      'number-1',
    ],
  );
  t.end();
});

t.test('numbers that no grammar reaches are still said', (t) => {
  t.same(say([{ number: 1_205 }], 'fr'), ['number-1', 'number-2', 'number-0', 'number-5']);
  t.same(say([{ number: -3 }], 'en'), ['number-0']);
  t.same(say([{ number: 2.9 }], 'en'), ['number-2']);
  t.same(say([{ digits: '1a٣2' }], 'en'), ['number-1', 'number-2']);
  t.end();
});
