import { roomOptionNames, roomOptions } from './room-options.js';
import type { OptionDefinition, RoomOptionName, RoomOptions } from './room-options.js';
import { unreachable } from './unreachable.js';

export type OptionValue = boolean | number | string | null;

export type ParsedOption =
  /** `value` null: back to the default. */
  | { readonly ok: true; readonly name: RoomOptionName; readonly value: OptionValue }
  | { readonly ok: false; readonly problem: string; readonly mend: string };

/**
 * All options of a room, from what is stored of them. A stored value that is not (or no longer)
 * acceptable counts as not set: a room never fails to open because of an option.
 */
export function resolveRoomOptions(overrides: Readonly<Record<string, unknown>>): RoomOptions {
  const resolved = roomOptionNames.map((name) => {
    const definition: OptionDefinition = roomOptions[name];
    const value = Object.hasOwn(overrides, name) ? overrides[name] : undefined;
    return [name, isAcceptable(definition, value) ? value : definition.default];
  });
  // The table's type ties each name to its value's type, which `isAcceptable` has checked.
  return Object.fromEntries(resolved) as RoomOptions;
}

/** An option as an operator or a form writes it: `graceMinutes`, `5`. `default` resets it. */
export function parseRoomOption(name: string, text: string): ParsedOption {
  const known = roomOptionNames.find((candidate) => candidate === name);
  if (known === undefined) {
    return {
      ok: false,
      problem: `there is no room option "${name}"`,
      mend: `use one of ${roomOptionNames.join(', ')}`,
    };
  }
  const word = text.trim().toLowerCase();
  if (word === 'default') return { ok: true, name: known, value: null };
  const definition: OptionDefinition = roomOptions[known];
  const value = valueOf(definition, word);
  if (isAcceptable(definition, value)) return { ok: true, name: known, value };
  return {
    ok: false,
    problem: `"${text}" is not a value of ${known}`,
    mend: `use ${acceptedValues(definition)}, or default`,
  };
}

/** For people: `on or off`, `a whole number of minutes from 0 to 60`, `en or fr`. */
export function acceptedValues(definition: OptionDefinition): string {
  switch (definition.type) {
    case 'boolean':
      return 'on or off';
    case 'integer':
      return `a whole number of ${definition.unit} from ${definition.min} to ${definition.max}`;
    case 'choice':
      return `${definition.values.slice(0, -1).join(', ')} or ${definition.values.at(-1) ?? ''}`;
    case 'digits':
      return `${definition.minLength} to ${definition.maxLength} digits`;
    default:
      return unreachable(definition);
  }
}

const words = new Map([
  ['on', true],
  ['true', true],
  ['yes', true],
  ['off', false],
  ['false', false],
  ['no', false],
]);

function valueOf(definition: OptionDefinition, word: string): OptionValue | undefined {
  switch (definition.type) {
    case 'boolean':
      return words.get(word);
    case 'integer':
      return /^\d{1,9}$/.test(word) ? Number(word) : undefined;
    case 'choice':
    case 'digits':
      return word;
    default:
      return unreachable(definition);
  }
}

export function isAcceptable(definition: OptionDefinition, value: unknown): value is OptionValue {
  switch (definition.type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return (
        typeof value === 'number' &&
        Number.isInteger(value) &&
        value >= definition.min &&
        value <= definition.max
      );
    case 'choice':
      return typeof value === 'string' && definition.values.includes(value);
    case 'digits':
      return (
        typeof value === 'string' &&
        /^\d+$/.test(value) &&
        value.length >= definition.minLength &&
        value.length <= definition.maxLength
      );
    default:
      return unreachable(definition);
  }
}
