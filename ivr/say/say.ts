import type { WordedPhrase } from '../../bridge/conference/phrase.js';
import type { Language } from '../../bridge/conference/languages.js';
import { unreachable } from '../../bridge/conference/unreachable.js';
import type { ClipName, PromptName } from '../prompt-names.js';
import type { Grammar } from './grammar.js';
import { grammars } from './grammars.js';
import type { NumberPrompt } from './number-prompt.js';

/** The clips that say the phrases, in order. */
export function say(
  phrases: readonly WordedPhrase<PromptName>[],
  language: Language,
): readonly ClipName[] {
  const grammar = grammars[language];
  return phrases.flatMap((phrase) => sayOne(phrase, grammar));
}

function sayOne(phrase: WordedPhrase<PromptName>, grammar: Grammar): readonly ClipName[] {
  if ('prompt' in phrase) return [phrase.prompt];
  if ('number' in phrase) return sayNumber(phrase.number, (n) => grammar.number(n));
  if ('quantity' in phrase) {
    const { quantity, of } = phrase;
    return [...sayNumber(quantity, (n) => grammar.numberBefore(n, of)), grammar.noun(quantity, of)];
  }
  if ('digits' in phrase) return sayDigits(phrase.digits);
  if ('tone' in phrase) return [phrase.tone];
  return unreachable(phrase);
}

/** The grammars reach to 999; what is larger is read digit by digit. */
function sayNumber(
  n: number,
  compose: (n: number) => readonly NumberPrompt[],
): readonly NumberPrompt[] {
  const whole = Math.max(0, Math.trunc(n));
  return whole <= 999 ? compose(whole) : sayDigits(String(whole));
}

function sayDigits(digits: string): readonly NumberPrompt[] {
  return (digits.match(/[0-9]/g) ?? []).map((digit) => `number-${digit}` as NumberPrompt);
}
