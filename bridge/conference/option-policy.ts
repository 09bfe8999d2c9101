import { isAcceptable } from './room-option-values.js';
import { roomOptionNames, roomOptions } from './room-options.js';
import type { OptionDefinition, RoomOptionName } from './room-options.js';

/**
 * What an account lays down for one option (M4): the value that new rooms begin with, and whether
 * the organizer may change it. An option that is fixed has its value in every room of the account,
 * whatever the room has stored.
 */
export interface OptionRule {
  readonly value: boolean | number | string;
  readonly fixed: boolean;
}

/** Options without a rule have our default, and are the organizer's to change. */
export type OptionPolicy = Readonly<Partial<Record<RoomOptionName, OptionRule>>>;

/** From what is stored; rules that are not (or no longer) acceptable count for nothing. */
export function resolvePolicy(stored: Readonly<Record<string, unknown>>): OptionPolicy {
  const rules = roomOptionNames.flatMap((name) => {
    const rule = Object.hasOwn(stored, name) ? stored[name] : undefined;
    return isRule(roomOptions[name], rule) ? [[name, rule] as const] : [];
  });
  return Object.fromEntries(rules);
}

/** What a new room stores, so that a later change of the policy leaves it as it is. */
export function initialOptions(policy: OptionPolicy): Readonly<Record<string, unknown>> {
  const values = Object.entries(policy).filter(([, rule]) => !rule.fixed);
  return Object.fromEntries(values.map(([name, rule]) => [name, rule.value]));
}

/** The options of a room with what the account has fixed. */
export function withFixed(
  stored: Readonly<Record<string, unknown>>,
  policy: OptionPolicy,
): Readonly<Record<string, unknown>> {
  const fixed = Object.entries(policy).filter(([, rule]) => rule.fixed);
  return { ...stored, ...Object.fromEntries(fixed.map(([name, rule]) => [name, rule.value])) };
}

function isRule(definition: OptionDefinition, rule: unknown): rule is OptionRule {
  if (typeof rule !== 'object' || rule === null) return false;
  const { value, fixed } = rule as { readonly value?: unknown; readonly fixed?: unknown };
  return typeof fixed === 'boolean' && value !== null && isAcceptable(definition, value);
}
