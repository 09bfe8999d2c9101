import { maskedNumber } from '../../conference/shown-number.js';
import type { ConferenceState } from '../../conference/state.js';

/**
 * What a member is called where others read it: the name, else the number but for its last digits,
 * else `Caller 3`. A caller without either keeps its number as long as the function is kept.
 */
export function memberLabels(): (state: ConferenceState, memberId: string) => string {
  const callers = new Map<string, number>();
  return ({ members }, memberId) => {
    const member = members.find(({ id }) => id === memberId);
    if (member !== undefined && member.name !== null) return member.name;
    if (member !== undefined && member.number !== null) return maskedNumber(member.number);
    const caller = callers.get(memberId) ?? callers.size + 1;
    callers.set(memberId, caller);
    return `Caller ${caller}`;
  };
}
