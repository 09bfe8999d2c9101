import { PartylineError } from '../bridge/kernel/errors.js';

const longestTitle = 200;

/** Lone surrogates, controls, and what turns the direction of the text around it. */
const unfit = /[\p{Cs}\p{Cc}\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]+/gu;

/**
 * A title as it is kept: one line, of at most 200 characters, without what is not seen.
 * @throws PartylineError `bad-value`
 */
export function cleanTitle(entered: string): string {
  // Cut before it is looked at, so that a flood costs nothing.
  const title = oneLine(entered.slice(0, 10 * longestTitle));
  if (title === '')
    throw new PartylineError('bad-value', 'a recording has a title of some letters');
  if (title.length > longestTitle) {
    throw new PartylineError('bad-value', `a title has at most ${longestTitle} characters`);
  }
  return title;
}

function oneLine(text: string): string {
  return text.replace(unfit, ' ').normalize('NFC').replace(/\s+/g, ' ').trim();
}
