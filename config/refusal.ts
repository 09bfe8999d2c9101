import type { z } from 'zod';
import { PartylineError } from '../bridge/kernel/errors.js';
import type { Override } from './environment.js';
import { keysOf, nearestKey } from './keys.js';
import { configSchema } from './schema.js';

/** Where the values came from, so that a refusal names what the reader can change. */
export interface Origin {
  readonly file: string | null;
  readonly overrides: readonly Override[];
}

export function refusal(issue: z.core.$ZodIssue, origin: Origin): PartylineError {
  const key = pathText(issue.path);
  const variable = origin.overrides.find((one) => one.path.join('.') === key)?.variable;
  const where = variable ?? (origin.file === null ? '' : `${origin.file}:`);
  if (issue.code === 'unrecognized_keys') {
    const unknown = [key, issue.keys[0]!].filter((part) => part !== '').join('.');
    const nearest = nearestKey(unknown.replace(/\[\d+\]/g, '[]'), keysOf(configSchema));
    return new PartylineError('bad-config', `${where} unknown key ${unknown}`.trim(), {
      mend:
        nearest === null
          ? 'config/example.yaml has every key there is'
          : `did you mean ${nearest}?`,
    });
  }
  const what = `${variable === undefined ? ` ${key}` : ''} ${wording(issue)}`;
  return new PartylineError('bad-config', `${where}${what}`.trim(), {
    mend: `set ${variable ?? key} as config/example.yaml says`,
  });
}

/** What is wrong with a value, to follow the key's name. The value itself may be a password. */
function wording(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be a ${kindWord(issue.expected)}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? `must have at least ${issue.minimum} ${issue.origin === 'string' ? 'characters' : 'entries'}`
        : `must be at least ${issue.minimum}`;
    case 'too_big':
      return `must be at most ${issue.maximum}`;
    case 'invalid_union':
      return issue.message === 'Invalid input' ? "must be 'auto' or a number" : issue.message;
    default:
      return issue.message;
  }
}

function kindWord(expected: string): string {
  if (expected === 'int' || expected === 'number') return 'whole number';
  if (expected === 'object') return 'list of keys';
  return expected === 'array' ? 'list' : expected;
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}
