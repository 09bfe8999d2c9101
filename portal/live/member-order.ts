import { foldedText } from '../../bridge/kernel/folded-text.js';
import type { LiveMember } from '../../bridge/application/live/view.js';

export const sortOrders = ['role', 'name', 'time', 'quality'] as const;
export type SortOrder = (typeof sortOrders)[number];

/** What the members of a room are compared by, besides themselves. */
export interface OrderContext {
  /** The place in the queue for the floor, by a member's id. */
  readonly hands: ReadonlyMap<string, number>;
  readonly compareText: (a: string, b: string) => number;
}

type Compare = (a: LiveMember, b: LiveMember) => number;

const roleRank = { organizer: 0, participant: 1 } as const;
/** A member without a name and a number comes last. */
const label = (member: LiveMember): string => member.name ?? member.number ?? '\uffff';
const byTime: Compare = (a, b) => a.joinedAtMs - b.joinedAtMs || a.n - b.n;

/** The members that match, in an order in which equal ones keep the order of joining. */
export function ordered(
  members: Iterable<LiveMember>,
  filter: string,
  order: SortOrder,
  context: OrderContext,
): readonly LiveMember[] {
  const matching = matches(filter);
  return [...members].filter(matching).sort(compareBy(order, context));
}

function compareBy(order: SortOrder, { hands, compareText }: OrderContext): Compare {
  switch (order) {
    case 'role':
      // Organizers, then who asks for the floor, then the others.
      return (a, b) =>
        roleRank[a.role] - roleRank[b.role] ||
        (hands.get(a.id) ?? Infinity) - (hands.get(b.id) ?? Infinity) ||
        byTime(a, b);
    case 'name':
      return (a, b) => compareText(label(a), label(b)) || byTime(a, b);
    case 'time':
      return byTime;
    case 'quality':
      // Those that disturb, then the worst.
      return (a, b) =>
        Number(a.trouble === null) - Number(b.trouble === null) ||
        (a.quality ?? 6) - (b.quality ?? 6) ||
        byTime(a, b);
  }
}

/** All the words, anywhere in the name, or as digits in the number. */
function matches(filter: string): (member: LiveMember) => boolean {
  const words = foldedText(filter).split(/\s+/).filter(Boolean);
  if (words.length === 0) return () => true;
  return ({ name, number }) => {
    const text = `${foldedText(name ?? '')} ${number ?? ''} ${(number ?? '').replace(/\D/g, '')}`;
    return words.every((word) => text.includes(word));
  };
}
