import type { DialOutDecision, KeyedNumber } from '../../conference/dial-plan.js';
import type { RoomRecord } from '../../ports/directory.js';
import type { Language } from '../../ports/language.js';
import type { Conferences } from './conferences.js';
import type { PlacedCall } from './placed-call.js';

/** A conference wants somebody called. */
export interface DialOutRequest {
  /** Of the leg, and of the member that comes of it. */
  readonly dialOutId: string;
  readonly room: RoomRecord;
  readonly conferenceId: string;
  readonly language: Language;
  readonly number: string;
  readonly name: string | null;
  readonly priceClass: string;
  readonly inviterRecordedName: string | null;
}

/** Whom conferences may call, and the making of their calls (K3). */
export interface DialOuts {
  /** Whether the account of a room lets anyone be called at all. */
  isOffered(room: RoomRecord): boolean;
  read(keyed: string): KeyedNumber;
  /** Whether the number is one of our own. */
  isOurs(number: KeyedNumber): Promise<boolean>;
  /** Counts the calls there are now: to be followed by the call without a pause. */
  decide(room: RoomRecord, number: KeyedNumber, isOurs: boolean): DialOutDecision;
  /** @param conferences where the call tells how it goes, and whoever is called joins */
  place(request: DialOutRequest, conferences: Conferences): PlacedCall;
}
