import { disturbingDbov, surelyEcho, type LineNoise } from '../../conference/line-noise.js';
import type { MemberLevel } from '../../ports/media-server.js';

/** So long it must last: noise while nobody speaks, echo while somebody does. */
const lastsMs = 5_000;
/** The figures come ten times a second, and twice is enough; a gap between them is no evidence. */
const stepMs = 500;
/** It is over when the noise has fallen so far below what disturbs, or the echo so low. */
const reliefDb = 6;
const echoGone = 0.4;
/** What is louder than the line's noise by this is somebody who speaks. */
const aboveNoiseDb = 8;

const none: readonly Disturbance[] = [];

export interface Disturbance extends LineNoise {
  readonly cause: 'noise' | 'echo';
}

interface Watched {
  noiseMs: number;
  echoMs: number;
  /** Told, and not over yet. */
  noiseTold: boolean;
  echoTold: boolean;
}

/** Notices members that disturb a room, each once for as long as it does. Time is given by the caller. */
export class DisturbanceWatch {
  #lines = new Map<string, Watched>();
  #lastMs = -Infinity;

  /**
   * The figures of all members, as they come from the media server.
   * @param heard whether the others hear this member: who is muted disturbs nobody
   */
  update(
    levels: readonly MemberLevel[],
    heard: (memberId: string) => boolean,
    nowMs: number,
  ): readonly Disturbance[] {
    if (nowMs - this.#lastMs < stepMs) return none;
    this.#lastMs = nowMs;
    const quiet = !levels.some(speaks);
    const found: Disturbance[] = [];
    const lines = new Map<string, Watched>();
    for (const { memberId, noiseDbov, echo } of levels) {
      if (!mayDisturb(noiseDbov, echo)) continue;
      const line = this.#lines.get(memberId) ?? newlyWatched();
      lines.set(memberId, line);
      if (!heard(memberId)) {
        // Where it is opened again and still disturbs, that is news.
        lines.delete(memberId);
        continue;
      }
      if (followNoise(line, noiseDbov, quiet)) {
        found.push({ memberId, noiseDbov, echo, cause: 'noise' });
      }
      if (followEcho(line, echo)) found.push({ memberId, noiseDbov, echo, cause: 'echo' });
    }
    this.#lines = lines;
    return found;
  }
}

const newlyWatched = (): Watched => ({ noiseMs: 0, echoMs: 0, noiseTold: false, echoTold: false });

function speaks({ talking, levelDbov, noiseDbov }: MemberLevel): boolean {
  return talking && levelDbov > (noiseDbov ?? -Infinity) + aboveNoiseDb;
}

/** Most members never do, and nothing is kept of them. */
function mayDisturb(noiseDbov: number | null, echo: number | null): boolean {
  return (noiseDbov ?? -Infinity) > disturbingDbov - reliefDb || (echo ?? 0) > echoGone;
}

/** @returns whether the member has just begun to disturb */
function followNoise(line: Watched, noiseDbov: number | null, quiet: boolean): boolean {
  const noise = noiseDbov ?? -Infinity;
  if (noise < disturbingDbov) {
    line.noiseMs = 0;
    if (noise < disturbingDbov - reliefDb) line.noiseTold = false;
    return false;
  }
  if (quiet) line.noiseMs += stepMs;
  if (line.noiseTold || line.noiseMs < lastsMs) return false;
  line.noiseTold = true;
  return true;
}

function followEcho(line: Watched, echo: number | null): boolean {
  if ((echo ?? 0) < surelyEcho) {
    line.echoMs = 0;
    if ((echo ?? 0) < echoGone) line.echoTold = false;
    return false;
  }
  line.echoMs += stepMs;
  if (line.echoTold || line.echoMs < lastsMs) return false;
  line.echoTold = true;
  return true;
}
