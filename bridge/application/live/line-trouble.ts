import { disturbingDbov, surelyEcho, troubleDbov } from '../../conference/line-noise.js';
import type { MemberLevel } from '../../ports/media-server.js';

/** A line that has begun to trouble the others is shown so until it is this much quieter. */
const marginDb = 5;

/** Whether, and how, one line troubles the others. */
export class LineTrouble {
  #cause: 'noise' | 'echo' | null = null;

  get cause(): 'noise' | 'echo' | null {
    return this.#cause;
  }

  /** @returns whether that has changed */
  update(level: Pick<MemberLevel, 'memberId' | 'noiseDbov' | 'echo'>): boolean {
    const was = this.#cause;
    const trouble = troubleDbov(level) ?? -Infinity;
    const limit = was === null ? disturbingDbov : disturbingDbov - marginDb;
    if (trouble <= limit) this.#cause = null;
    else this.#cause ??= (level.echo ?? 0) >= surelyEcho ? 'echo' : 'noise';
    return this.#cause !== was;
  }
}
