import type { z } from 'zod';
import type { Language } from '../../bridge/ports/language.js';
import { type Texts, texts } from '../../languages/languages.js';

/** Says what is wrong with a field, to whoever filled it in. */
export type ProblemText = string;

export type Problem = keyof Texts['problems'];

export function problem(name: Problem, language: Language): ProblemText {
  return texts(language).problems[name];
}

/** What zod found, in words. */
export function problemText(issue: z.core.$ZodIssue, language: Language): ProblemText {
  const known: Readonly<Partial<Record<string, string>>> = texts(language).problems;
  const byName = Object.hasOwn(known, issue.message) ? known[issue.message] : undefined;
  if (byName !== undefined) return byName;
  const text = texts(language).misfits;
  switch (issue.code) {
    case 'too_big':
      return issue.origin === 'string'
        ? text.tooLong(Number(issue.maximum))
        : text.tooLarge(Number(issue.maximum));
    case 'too_small':
      if (issue.origin !== 'string') return text.tooSmall(Number(issue.minimum));
      return Number(issue.minimum) <= 1
        ? texts(language).problems.required
        : text.tooShort(Number(issue.minimum));
    case 'invalid_type':
      return issue.input === undefined ? texts(language).problems.required : text.invalid;
    case 'invalid_value':
      return texts(language).problems.choice;
    default:
      return text.invalid;
  }
}
