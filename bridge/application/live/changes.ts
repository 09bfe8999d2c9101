import type { MemberPatch, LiveChange, LiveMember, LiveView } from './view.js';

/** What differs, without the number and the time; null when nothing does. */
export type Difference = Omit<LiveChange, 'seq' | 'atMs'>;

/**
 * Members that are the same object are not looked into: a change of one member among hundreds costs
 * hundreds of comparisons of references, and one of columns.
 */
export function difference(before: LiveView, after: LiveView): Difference | null {
  const known = new Map(before.lines.map((member) => [member.n, member]));
  const joined: LiveMember[] = [];
  const patches: MemberPatch[] = [];
  for (const member of after.lines) {
    const was = known.get(member.n);
    known.delete(member.n);
    if (was === undefined) joined.push(member);
    else if (was !== member) patches.push(...patchOf(was, member));
  }
  const left = [...known.keys()];
  const change: Difference = {
    ...(same(before.conference, after.conference) ? {} : { conference: after.conference }),
    ...(same(before.hands, after.hands) ? {} : { hands: after.hands }),
    ...(left.length === 0 ? {} : { left }),
    ...(joined.length === 0 ? {} : { joined }),
    ...(patches.length === 0 ? {} : { lines: patches }),
  };
  return Object.keys(change).length === 0 ? null : change;
}

function patchOf(was: LiveMember, member: LiveMember): readonly MemberPatch[] {
  const columns = (Object.keys(member) as (keyof LiveMember)[]).filter(
    (column) => !same(was[column], member[column]),
  );
  if (columns.length === 0) return [];
  const changed = Object.fromEntries(columns.map((column) => [column, member[column]]));
  return [{ n: member.n, ...changed }];
}

/** Of small plain data whose keys are always in the same order. */
function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
