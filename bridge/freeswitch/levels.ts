import type { Clock, Interval } from '../ports/clock.js';
import type { MemberLevel } from '../ports/media-server.js';
import type { Member } from './member.js';
import { nothingHeard } from './quality.js';

const intervalMs = 100;

/**
 * The levels of a conference's members, while it has any. FreeSWITCH tells a member's energy only
 * when talking starts and stops, so a level holds from one such moment to the next.
 */
export class Levels {
  #interval: Interval | null = null;
  #stopped = false;

  constructor(
    private readonly clock: Clock,
    private readonly members: () => readonly Member[],
    private readonly emit: (levels: readonly MemberLevel[]) => void,
  ) {}

  /** Goes on until there are no members. */
  run(): void {
    if (this.#stopped) return;
    this.#interval ??= this.clock.every(intervalMs, 'freeswitch levels', () => this.#tell());
  }

  stop(): void {
    this.#stopped = true;
    this.#pause();
  }

  #tell(): void {
    const members = this.members();
    if (members.length === 0) this.#pause();
    else this.emit(members.map(levelOf));
  }

  #pause(): void {
    this.#interval?.cancel();
    this.#interval = null;
  }
}

function levelOf({ memberId, talking, energy }: Member): MemberLevel {
  // The mean of the samples' magnitudes, of 32768.
  const dbov = energy > 0 ? Math.max(-127, 20 * Math.log10(energy / 32768)) : -127;
  return {
    memberId,
    talking,
    levelDbov: talking ? Math.min(0, dbov) : -127,
    // It measures neither.
    noiseDbov: null,
    echo: null,
    quality: nothingHeard,
  };
}
