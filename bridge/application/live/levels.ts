import type { MemberLevel } from '../../ports/media-server.js';
import { loudest, type LiveLevels } from './view.js';

/** Speech of this level [dBov] and below shows as the quietest, −10 dBov and above as the loudest. */
const quietestDbov = -50;
const stepDb = 5;

/** What is told of a room ten times a second. */
export function liveLevels(
  levels: readonly MemberLevel[],
  numberOf: (memberId: string) => number | undefined,
): LiveLevels {
  const told: number[] = [];
  for (const { memberId, levelDbov, talking } of levels) {
    if (!talking) continue;
    const n = numberOf(memberId);
    if (n !== undefined) told.push(n, loudness(levelDbov));
  }
  return told;
}

function loudness(levelDbov: number): number {
  const step = 1 + Math.round((levelDbov - quietestDbov) / stepDb);
  return Math.min(loudest, Math.max(1, step));
}
