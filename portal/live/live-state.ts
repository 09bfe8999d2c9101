import type {
  LinePatch,
  LiveChange,
  LiveConference,
  LiveHand,
  LiveLine,
  LiveSnapshot,
} from '../../bridge/application/live/view.js';

/** A room as a page knows it: the last snapshot, and the changes since. Never changed in place. */
export interface LiveState {
  readonly seq: number;
  readonly conference: LiveConference | null;
  readonly hands: readonly LiveHand[];
  /** By number, in the order of joining. */
  readonly lines: ReadonlyMap<number, LiveLine>;
}

export const emptyState: LiveState = { seq: -1, conference: null, hands: [], lines: new Map() };

export function stateOf({ seq, conference, hands, lines }: LiveSnapshot): LiveState {
  return { seq, conference, hands, lines: new Map(lines.map((line) => [line.n, line])) };
}

/** Null when something is missing in between: only a snapshot helps. One that is known is left out. */
export function withChange(state: LiveState, change: LiveChange): LiveState | null {
  if (change.seq <= state.seq) return state;
  if (change.seq !== state.seq + 1) return null;
  const { seq, conference = state.conference, hands = state.hands } = change;
  const { left = [], joined = [], lines: patches = [] } = change;
  const sameLines = left.length + joined.length + patches.length === 0;
  if (sameLines) return { seq, conference, hands, lines: state.lines };
  const lines = new Map(state.lines);
  for (const n of left) lines.delete(n);
  for (const line of joined) lines.set(line.n, line);
  for (const patch of patches) patchLine(lines, patch);
  return { seq, conference, hands, lines };
}

function patchLine(lines: Map<number, LiveLine>, patch: LinePatch): void {
  const line = lines.get(patch.n);
  if (line !== undefined) lines.set(patch.n, { ...line, ...patch });
}

/** The place of each line in the queue for the floor, from 0; who has not raised a hand has none. */
export function handPlaces({ hands }: LiveState): ReadonlyMap<string, number> {
  return new Map(hands.map(({ id }, place) => [id, place]));
}

/** What the reader is told of a change by voice: names, of few lines; or how many they are. */
export interface LiveNews {
  readonly joined: readonly LiveLine[];
  readonly left: readonly LiveLine[];
  readonly handsRaised: readonly LiveLine[];
  readonly ended: boolean;
}

export function newsOf(before: LiveState, after: LiveState): LiveNews {
  const hadHands = handPlaces(before);
  const raised = new Set(after.hands.map(({ id }) => id).filter((id) => !hadHands.has(id)));
  const lines = [...after.lines.values()];
  return {
    joined: lines.filter(({ n }) => !before.lines.has(n)),
    left: [...before.lines.values()].filter(({ n }) => !after.lines.has(n)),
    handsRaised: lines.filter(({ id }) => raised.has(id)),
    ended: before.conference !== null && after.conference === null,
  };
}
