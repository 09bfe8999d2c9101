/**
 * The record of calls, written from the first call on. Writes are queued and committed in batches
 * by the adapter, in order; `flush` waits until all that was queued is on disk.
 */
export interface HistoryStore extends HistoryWriter {
  flush(): Promise<void>;
  /** The last error of a queued write, until one succeeds again. Calls go on meanwhile. */
  problem(): string | null;
  /** Writes that wait, and that were lost since the start. */
  counters(): { readonly queued: number; readonly lost: number };
  /**
   * Ends whatever a dead process left open, with reason `crash`, at its last sign of life (the
   * latest of what was written, `Store.check` included), never after `now`.
   */
  closeLeftOpen(nowMs: number): Promise<{ readonly legs: number; readonly conferences: number }>;
  /**
   * Deletes ended calls and conferences that began before this time, and events of before.
   * @param mostRows of each, in one go
   * @returns how many rows: 0 when there are no more
   */
  deleteBefore(atMs: number, mostRows: number): Promise<number>;

  conferences(filter: {
    readonly roomId?: string;
    readonly open?: boolean;
    readonly limit: number;
  }): Promise<readonly ConferenceRecord[]>;
  /** The newest first. */
  eventsOf(filter: {
    readonly kind: string;
    readonly sinceMs: number;
    readonly limit: number;
  }): Promise<readonly HistoryEvent[]>;
  findConference(id: string): Promise<ConferenceRecord | null>;
  legsOf(conferenceId: string): Promise<readonly CallLegRecord[]>;
  findLegByCallId(callId: string): Promise<CallLegRecord | null>;
}

/** The side of the history that calls write to; nothing here waits for the disk. */
export interface HistoryWriter {
  conferenceStarted(conference: NewConference): void;
  conferenceBilled(id: string, billingCode: string | null): void;
  conferenceEnded(id: string, endedAtMs: number, reason: string): void;
  legStarted(leg: NewCallLeg): void;
  legJoined(id: string, join: CallLegJoin): void;
  legEnded(id: string, end: CallLegEnd): void;
  event(event: HistoryEvent): void;
}

export interface HistoryEvent {
  readonly atMs: number;
  readonly conferenceId: string | null;
  readonly legId: string | null;
  readonly kind: string;
  /** Plain data; never a PIN or a code. */
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface NewConference {
  readonly id: string;
  readonly roomId: string;
  readonly startedAtMs: number;
}

export interface ConferenceRecord extends NewConference {
  readonly endedAtMs: number | null;
  readonly endReason: string | null;
  /** A6; null for none. */
  readonly billingCode: string | null;
}

export interface NewCallLeg {
  readonly id: string;
  readonly callId: string;
  readonly direction: 'inbound' | 'outbound';
  readonly dialledNumber: string;
  readonly callerNumber: string | null;
  readonly callerName: string | null;
  readonly source: string;
  readonly codec: string | null;
  readonly startedAtMs: number;
  /** Of a call that we made: what the account's reports group its cost by; else null. */
  readonly priceClass: string | null;
}

export interface CallLegJoin {
  readonly conferenceId: string;
  readonly role: 'organizer' | 'participant';
  readonly joinedAtMs: number;
}

export interface CallLegEnd {
  readonly endedAtMs: number;
  /** A stable word, e.g. `remote-bye`, `wrong-pin`, `media-timeout`, `conference-ended`, `crash`. */
  readonly reason: string;
  readonly codec: string | null;
  readonly packetsReceived: number;
  readonly packetsLost: number;
  readonly jitterMs: number;
  readonly roundTripMs: number | null;
  readonly mos: number | null;
}

export interface CallLegRecord extends NewCallLeg {
  readonly conferenceId: string | null;
  readonly role: 'organizer' | 'participant' | null;
  readonly joinedAtMs: number | null;
  readonly end: CallLegEnd | null;
}
