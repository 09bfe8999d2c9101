import type { Clock, Timer } from '../ports/clock.js';
import type { MemberLevel } from '../ports/media-server.js';
import type { Member } from './member.js';
import { nothingHeard } from './quality.js';

const intervalMs = 100;

/**
 * The levels of a conference's members, while it has any. FreeSWITCH tells a member's energy only
 * when talking starts and stops, so a level holds from one such moment to the next.
 */
export class Levels {
  #timer: Timer | null = null;
  #stopped = false;

  constructor(
    private readonly clock: Clock,
    private readonly members: () => readonly Member[],
    private readonly emit: (levels: readonly MemberLevel[]) => void,
  ) {}

  /** Goes on until there are no members. */
  run(): void {
    if (this.#stopped || this.#timer !== null) return;
    this.#timer = this.clock.after(intervalMs, 'freeswitch levels', () => {
      this.#timer = null;
      const members = this.members();
      if (members.length === 0) return;
      this.emit(members.map(levelOf));
      this.run();
    });
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
    this.#timer = null;
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
