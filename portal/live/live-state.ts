import type {
  MemberPatch,
  LiveChange,
  LiveConference,
  LiveHand,
  LiveMember,
  LiveSnapshot,
} from '../../bridge/application/live/view.js';

/** A room as a page knows it: the last snapshot, and the changes since. Never changed in place. */
export interface LiveState {
  readonly seq: number;
  readonly conference: LiveConference | null;
  readonly hands: readonly LiveHand[];
  /** By number, in the order of joining. */
  readonly members: ReadonlyMap<number, LiveMember>;
}

export const emptyState: LiveState = { seq: -1, conference: null, hands: [], members: new Map() };

export function stateOf({ seq, conference, hands, lines: members }: LiveSnapshot): LiveState {
  return { seq, conference, hands, members: new Map(members.map((member) => [member.n, member])) };
}

/** Null when something is missing in between: only a snapshot helps. One that is known is left out. */
export function withChange(state: LiveState, change: LiveChange): LiveState | null {
  if (change.seq <= state.seq) return state;
  if (change.seq !== state.seq + 1) return null;
  const { seq, conference = state.conference, hands = state.hands } = change;
  const { left = [], joined = [], lines: patches = [] } = change;
  const sameLines = left.length + joined.length + patches.length === 0;
  if (sameLines) return { seq, conference, hands, members: state.members };
  const members = new Map(state.members);
  for (const n of left) members.delete(n);
  for (const member of joined) members.set(member.n, member);
  for (const patch of patches) patchMember(members, patch);
  return { seq, conference, hands, members };
}

function patchMember(members: Map<number, LiveMember>, patch: MemberPatch): void {
  const member = members.get(patch.n);
  if (member !== undefined) members.set(patch.n, { ...member, ...patch });
}

/** The place of each member in the queue for the floor, from 0; who has not raised a hand has none. */
export function handPlaces({ hands }: LiveState): ReadonlyMap<string, number> {
  return new Map(hands.map(({ id }, place) => [id, place]));
}

/** What the reader is told of a change by voice: names, of few members; or how many they are. */
export interface LiveNews {
  readonly joined: readonly LiveMember[];
  readonly left: readonly LiveMember[];
  readonly handsRaised: readonly LiveMember[];
  readonly ended: boolean;
}

export function newsOf(before: LiveState, after: LiveState): LiveNews {
  const hadHands = handPlaces(before);
  const raised = new Set(after.hands.map(({ id }) => id).filter((id) => !hadHands.has(id)));
  const members = [...after.members.values()];
  return {
    joined: members.filter(({ n }) => !before.members.has(n)),
    left: [...before.members.values()].filter(({ n }) => !after.members.has(n)),
    handsRaised: members.filter(({ id }) => raised.has(id)),
    ended: before.conference !== null && after.conference === null,
  };
}
