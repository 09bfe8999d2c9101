import {
  dialOutRules,
  parseDialOutRule,
  type DialOutPolicy,
} from '../../conference/dial-out-policy.js';
import {
  resolvePolicy,
  withFixed,
  type OptionPolicy,
  type OptionRule,
} from '../../conference/option-policy.js';
import {
  parseRoomOption,
  resolveRoomOptions,
  type OptionValue,
} from '../../conference/room-option-values.js';
import type { RoomOptions } from '../../conference/room-options.js';
import { PartylineError } from '../../kernel/errors.js';
import type { RoomRecord } from '../../ports/directory.js';

/** The options that hold in a room: its own, and what its account has fixed. */
export function roomOptionsOf(room: RoomRecord): RoomOptions {
  return resolveRoomOptions(withFixed(room.options, resolvePolicy(room.optionPolicy)));
}

/** @throws PartylineError `bad-value` naming the first change that is not the organizer's to make */
export function refuseFixed(
  room: RoomRecord,
  changes: Readonly<Record<string, OptionValue>>,
): void {
  const policy: Readonly<Partial<Record<string, OptionRule>>> = resolvePolicy(room.optionPolicy);
  const fixed = Object.keys(changes).find((name) => policy[name]?.fixed === true);
  if (fixed === undefined) return;
  throw new PartylineError('bad-value', `${fixed} is fixed by the account`, {
    mend: 'change the policy of the account: partyline policy set',
  });
}

/** `graceMinutes=5`, `entryTones=off,fixed`, `holdMusic=default` → the rules to lay down. */
export function changedPolicy(
  policy: OptionPolicy,
  assignments: readonly string[],
): Readonly<Record<string, OptionRule>> {
  const rules: Record<string, OptionRule> = { ...policy };
  for (const assignment of assignments) {
    const fixed = assignment.endsWith(',fixed');
    const changes = parseChanges([fixed ? assignment.slice(0, -',fixed'.length) : assignment]);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) Reflect.deleteProperty(rules, name);
      else rules[name] = { value, fixed };
    }
  }
  return rules;
}

/** `dialOutPrefixes=+32:national`, `dialOutConcurrent=10` → whom an account's rooms may call. */
export function changedDialOut(
  policy: DialOutPolicy,
  assignments: readonly string[],
): DialOutPolicy {
  return assignments.reduce((changed, assignment) => {
    const name = dialOutRules.find((rule) => assignment.startsWith(`${rule}=`));
    if (name === undefined) return changed;
    const parsed = parseDialOutRule(name, assignment.slice(name.length + 1));
    if (!parsed.ok) throw new PartylineError('bad-value', parsed.problem, { mend: parsed.mend });
    return { ...changed, ...parsed.change };
  }, policy);
}

/** `['graceMinutes=5', 'holdMusic=off']` → what to store. @throws PartylineError `bad-value` */
export function parseChanges(assignments: readonly string[]): Record<string, OptionValue> {
  const changes: Record<string, OptionValue> = {};
  for (const assignment of assignments) {
    const equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new PartylineError('bad-value', `"${assignment}" sets nothing`, {
        mend: 'write option=value, like graceMinutes=5',
      });
    }
    const parsed = parseRoomOption(assignment.slice(0, equals), assignment.slice(equals + 1));
    if (!parsed.ok) throw new PartylineError('bad-value', parsed.problem, { mend: parsed.mend });
    changes[parsed.name] = parsed.value;
  }
  return changes;
}
