import type { QualityReport } from '../../ports/media-server.js';
import type { Voice } from '../mixer/voice.js';

/** What a conference needs of the leg that is its member. */
export interface MemberLeg {
  /** The audio must not be heard now: a key is down, or the far end put us on hold. */
  withheld(nowMs: number): boolean;
  quality(): QualityReport;
}

export interface Member {
  readonly memberId: string;
  readonly leg: MemberLeg;
  /** Null until the far end's media is known. */
  voice: Voice | null;
  muted: boolean;
  deaf: boolean;
  /** As last told. */
  talking: boolean;
  /** As last measured, within a second; null before the first time. */
  quality: QualityReport | null;
}
