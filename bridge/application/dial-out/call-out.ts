import type { RoomRecord } from '../../ports/directory.js';
import type { Language } from '../../ports/language.js';
import type { SayablePhrase } from '../prompts/announcer.js';
import type { ConferenceService } from '../conferences/conference-service.js';

/** How the calls that conferences make leave us. */
export interface OutboundSettings {
  /** Where calls go: a SIP URI without user, e.g. `sip:carrier.example`. */
  readonly gateway: string;
  /** The trunk whose credentials are used; null for none. */
  readonly trunk: string | null;
  /** What the called ones see; null: the trunk's own number. */
  readonly callerNumber: string | null;
  /** The gateway is on a public network. */
  readonly isPublic: boolean;
  /** How long it may ring. */
  readonly ringMs: number;
  /** How often the invitation is said, where no key is pressed. */
  readonly invitations: number;
  readonly mediaTimeoutMs: number;
}

/** A conference wants somebody called. */
export interface CallOutRequest {
  readonly dialOutId: string;
  readonly room: RoomRecord;
  readonly conferenceId: string;
  readonly conferences: ConferenceService;
  readonly language: Language;
  readonly number: string;
  readonly name: string | null;
  readonly priceClass: string;
  readonly inviterRecording: string | null;
}

/** A call that a conference has made, as the conference sees it. */
export interface PlacedCall {
  /** The one who was called and has accepted joins. */
  bringIn(): void;
  /** Idempotent. The phrases are heard by one who has answered. */
  end(phrases: readonly SayablePhrase[]): void;
}
