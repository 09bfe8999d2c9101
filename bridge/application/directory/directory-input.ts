import { defaultLanguage } from '../../conference/languages.js';
import { languages } from '../../conference/languages.js';
import { PartylineError } from '../../kernel/errors.js';
import type { AccessNumberRecord, NumberKind } from '../../ports/access-numbers.js';
import type { Language } from '../../ports/language.js';

/**
 * What an operator types, made into what is stored, or refused with the reason. No message repeats
 * a PIN.
 */
export function personName(text: string): string {
  const name = text.trim().replace(/\s+/g, ' ');
  if (name.length < 1 || name.length > 200 || /\p{Cc}/u.test(name)) {
    throw bad('the name must have 1 to 200 characters', 'give --name "First Last"');
  }
  return name;
}

/** M2: a department, a cost centre. */
export function groupName(text: string): string {
  const name = text.trim().replace(/\s+/g, ' ');
  if (name.length < 1 || name.length > 100 || /\p{Cc}/u.test(name)) {
    throw bad('the name of a group must have 1 to 100 characters', 'give it a shorter name');
  }
  return name;
}

/** Lower case, so that one address makes one organizer. */
export function emailAddress(text: string): string {
  const email = text.trim().toLowerCase();
  if (email.length > 254 || !/^[^\s@<>",;]+@[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(email)) {
    throw bad(`"${text}" is not an e-mail address`, 'write it like ada@example.com');
  }
  return email;
}

export function roomNumber(text: string): string {
  if (!/^[1-9]\d{3,11}$/.test(text)) {
    throw bad(
      `"${text}" is not a room number`,
      'use 4 to 12 digits that do not begin with 0, or leave it out to be given one',
    );
  }
  return text;
}

export function organizerPin(text: string): string {
  if (!/^\d{4,20}$/.test(text)) {
    throw bad('the PIN must have 4 to 20 digits', 'leave it out to be given one');
  }
  return text;
}

/** `+32 2 555 01 00` → `+3225550100` (E.164). */
export function e164(text: string): string {
  const number = text.replace(/[\s().-]/g, '');
  if (!/^\+[1-9]\d{5,14}$/.test(number)) {
    throw bad(
      `"${text}" is not an international number`,
      'write it with + and its country code, like +3225550100',
    );
  }
  return number;
}

const regions = new Intl.DisplayNames(defaultLanguage, { type: 'region', fallback: 'none' });

export function country(text: string): string {
  const code = text.toUpperCase();
  if (!/^[A-Z]{2}$/.test(code) || regions.of(code) === undefined) {
    throw bad(`"${text}" is not a country`, 'use its two letters, like BE or FR');
  }
  return code;
}

export interface NewAccessNumber {
  readonly number: string;
  readonly country: string;
  readonly kind: string;
  readonly language: string;
  readonly greeting?: string | undefined;
}

export function accessNumber(asked: NewAccessNumber): AccessNumberRecord {
  return {
    number: e164(asked.number),
    country: country(asked.country),
    kind: numberKind(asked.kind),
    language: language(asked.language),
    greeting: asked.greeting === undefined ? null : greetingName(asked.greeting),
  };
}

const kinds: readonly NumberKind[] = ['toll', 'toll-free', 'international-toll-free'];

const numberKind = (text: string): NumberKind => oneOf(kinds, text, 'a kind of number');
export const language = (text: string): Language => oneOf(languages, text, 'a language');

function oneOf<Word extends string>(words: readonly Word[], text: string, what: string): Word {
  const word = words.find((one) => one === text);
  if (word === undefined) throw bad(`"${text}" is not ${what}`, `use ${words.join(' or ')}`);
  return word;
}

function bad(message: string, mend: string): PartylineError {
  return new PartylineError('bad-value', message, { mend });
}

/** The name of a file among the greetings of the operator's prompt pack, so never a path. */
function greetingName(text: string): string {
  if (/^[a-z0-9-]{1,40}$/.test(text)) return text;
  throw new PartylineError('bad-value', `"${text}" cannot be the name of a greeting`, {
    mend: 'use a-z, 0-9 and -, and put <name>.wav into greetings/ of entry.promptFolder',
  });
}
