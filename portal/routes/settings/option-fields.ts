import { z } from 'zod';
import type { OptionPolicy } from '../../../bridge/conference/option-policy.js';
import type { OptionValue } from '../../../bridge/conference/room-option-values.js';
import {
  type OptionDefinition,
  type RoomOptionName,
  type RoomOptions,
  roomOptionNames,
  roomOptions,
} from '../../../bridge/conference/room-options.js';
import { unreachable } from '../../../bridge/kernel/errors.js';

/** What a form of room options sends: text, as it is entered. */
export type OptionFields = Readonly<Partial<Record<RoomOptionName, string>>>;

/** Checks what was entered for the options that are not fixed, by the one table of options. */
export function optionSchema(policy: OptionPolicy): z.ZodObject & z.ZodType<OptionFields> {
  const free = roomOptionNames.filter((name) => policy[name]?.fixed !== true);
  const shape = Object.fromEntries(free.map((name) => [name, fieldSchema(roomOptions[name])]));
  return z.object(shape);
}

function fieldSchema(definition: OptionDefinition): z.ZodType<string | undefined> {
  switch (definition.type) {
    case 'boolean':
      return z.literal('on').optional();
    case 'integer': {
      const { min, max } = definition;
      const inRange = z
        .string()
        .trim()
        .regex(/^\d{1,9}$/, { error: 'number' });
      return inRange.superRefine((text, context) => {
        const value = Number(text);
        const issue = { input: text, origin: 'number', inclusive: true } as const;
        if (value > max) context.addIssue({ ...issue, code: 'too_big', maximum: max });
        if (value < min) context.addIssue({ ...issue, code: 'too_small', minimum: min });
      });
    }
    case 'choice':
      return z.enum([...definition.values, ...(definition.default === null ? [''] : [])]);
    case 'digits': {
      const { minLength, maxLength } = definition;
      const digits = z.string().trim().regex(/^\d*$/, { error: 'digits' }).max(maxLength);
      return digits.refine((text) => text === '' || text.length >= minLength, { error: 'digits' });
    }
    default:
      return unreachable(definition);
  }
}

/** What differs from the room as it is; null takes an option back to our default. */
export function changesOf(
  fields: OptionFields,
  policy: OptionPolicy,
  now: RoomOptions,
): Readonly<Partial<Record<RoomOptionName, OptionValue>>> {
  const changes = roomOptionNames.flatMap((name) => {
    if (policy[name]?.fixed === true) return [];
    const definition: OptionDefinition = roomOptions[name];
    const value = valueOf(definition, fields[name]);
    if (value === now[name]) return [];
    return [[name, value === definition.default ? null : value] as const];
  });
  return Object.fromEntries(changes);
}

function valueOf(definition: OptionDefinition, text: string | undefined): OptionValue {
  switch (definition.type) {
    case 'boolean':
      return text === 'on';
    case 'integer':
      return Number(text);
    case 'choice':
    case 'digits':
      return text === undefined || text === '' ? null : text;
    default:
      return unreachable(definition);
  }
}
