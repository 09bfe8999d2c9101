import { z } from 'zod';
import type { Language } from '../../bridge/ports/language.js';
import { type ProblemText, problemText } from '../i18n/problems.js';

type Name<Fields> = keyof Fields & string;

/** A form as it is shown again: what was entered, and what is wrong with it, by field. */
export interface FormState<Fields> {
  readonly values: Readonly<Partial<Record<Name<Fields>, string>>>;
  readonly problems: Readonly<Partial<Record<Name<Fields>, string>>>;
  /** What is wrong with no field in particular. */
  readonly message?: string;
}

export const emptyForm: FormState<object> = { values: {}, problems: {} };

/** A refusal by what the form leads to, once its fields are each well-formed. */
export interface Refusal<Fields> {
  readonly refused: Readonly<Partial<Record<Name<Fields>, string>>>;
  readonly message?: string;
  /** HTTP; 400 when absent. */
  readonly status?: number;
}

export type FormSchema<Fields> = z.ZodType<Fields> & { readonly shape: object };

export type ReadForm<Fields> =
  | { readonly ok: true; readonly value: Fields; readonly form: FormState<Fields> }
  | { readonly ok: false; readonly form: FormState<Fields> };

/** Of boxes with one name: one that is checked sends a word, several a list. */
export function severalOf<Value>(one: z.ZodType<Value>): z.ZodType<Value[]> {
  return z.union([one.transform((value) => [value]), z.array(one)]);
}

/**
 * Checks a body against the schema. Fields of the body that the schema lacks are ignored. What was
 * entered is shown again whole, whatever is wrong with it: the body's own limit bounds it.
 */
export function readForm<Fields>(
  schema: FormSchema<Fields>,
  body: unknown,
  language: Language,
): ReadForm<Fields> {
  const names = Object.keys(schema.shape) as Name<Fields>[];
  const entered =
    typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const values: Partial<Record<Name<Fields>, string>> = {};
  for (const name of names) {
    const value = Object.hasOwn(entered, name) ? entered[name] : undefined;
    if (typeof value === 'string') values[name] = value;
  }
  const problems: Partial<Record<Name<Fields>, ProblemText>> = {};
  const result = schema.safeParse(entered);
  if (result.success) return { ok: true, value: result.data, form: { values, problems } };
  for (const issue of result.error.issues) {
    const name = names.find((one) => one === issue.path[0]);
    if (name !== undefined) problems[name] ??= problemText(issue, language);
  }
  return { ok: false, form: { values, problems } };
}
