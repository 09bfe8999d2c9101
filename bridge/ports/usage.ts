/**
 * Reports on conferences that were held (P5, M5). Times are ms since the epoch, durations whole
 * seconds: of each call, every second begun counts, from its joining to its end. A conference, with
 * all its calls, belongs to the moment at which it began.
 *
 * Reports never wait on the thread that answers calls. Methods may throw PartylineError
 * `database-failed`.
 */
import type { NumberKind } from './access-numbers.js';

export interface UsageReports {
  /** Reads ahead what reports need, so that the first one need not wait for it. */
  start(): void;
  report(query: UsageReportQuery): Promise<UsageReport>;
  /** One page. @throws PartylineError `bad-value` for a cursor that is none of ours */
  conferences(query: UsageListQuery): Promise<ConferenceUsagePage>;
  /** Null when there is none within the scope. */
  conference(scope: UsageScope, id: string): Promise<ConferenceUsageDetail | null>;
  /** Every conference, the oldest first, in pieces: as many are held in memory as one piece has. */
  everyConference(query: UsageQuery): AsyncIterable<readonly ConferenceUsage[]>;
  /** Every call of every conference, in pieces. */
  everyCall(query: UsageQuery): AsyncIterable<readonly CallOfConference[]>;
}

/** Whose conferences: an account's, or of it those of some groups, or of one organizer. */
export interface UsageScope {
  readonly accountId: string;
  readonly groupIds?: readonly string[];
  readonly organizerId?: string;
}

export interface UsageQuery {
  readonly scope: UsageScope;
  /** Conferences that began at or after this, */
  readonly fromMs: number;
  /** and before this. */
  readonly toMs: number;
  readonly filter?: UsageFilter;
}

/** Null asks for those without a code or group. */
export interface UsageFilter {
  readonly billingCode?: string | null;
  readonly organizerId?: string;
  readonly groupId?: string | null;
}

export interface UsageReportQuery extends UsageQuery {
  /** The first moments of the days, or months, to count by; in order, the first of them `fromMs`. */
  readonly slotStartsMs: readonly number[];
  /** How many organizers, groups and codes to name; the others come as one. */
  readonly mostRows: number;
}

/** How a call came to the bridge: by an access number, rung by us, or straight to a SIP address. */
export type CallKind = NumberKind | 'dial-out' | 'direct';

export const callKinds = [
  'toll',
  'toll-free',
  'international-toll-free',
  'dial-out',
  'direct',
] as const satisfies readonly CallKind[];

export interface UsageFigures {
  readonly calls: number;
  readonly seconds: number;
  /** In millionths of the account's currency. Summed exactly; rounded once, here. */
  readonly costMillionths: number;
}

export interface UsageTotals extends UsageFigures {
  readonly conferences: number;
  /** Most callers at once in one conference. */
  readonly peak: number;
}

/** `key` and `name` are null for those without a group or code. */
export interface UsageRow extends UsageTotals {
  readonly key: string | null;
  readonly name: string | null;
}

export interface UsageBreakdown {
  /** The longest total first. */
  readonly rows: readonly UsageRow[];
  /** What the rows leave out, and of how many. */
  readonly others: (UsageTotals & { readonly count: number }) | null;
}

export interface NumberUsage extends UsageFigures {
  readonly kind: CallKind;
  /** ISO 3166-1 alpha-2; null when no access number was dialled. */
  readonly country: string | null;
}

export interface UsageReport {
  readonly totals: UsageTotals;
  /** One for each slot. */
  readonly slots: readonly UsageTotals[];
  readonly byOrganizer: UsageBreakdown;
  readonly byGroup: UsageBreakdown;
  readonly byBillingCode: UsageBreakdown;
  readonly byNumber: readonly NumberUsage[];
}

export const usageSortKeys = [
  'started',
  'duration',
  'calls',
  'minutes',
  'peak',
  'cost',
  'code',
  'organizer',
] as const;
export type UsageSortKey = (typeof usageSortKeys)[number];

export interface UsageListQuery extends UsageQuery {
  readonly sort: UsageSortKey;
  readonly descending: boolean;
  /** Where the page before ended, as it said in `next`; null for the first. */
  readonly after: string | null;
  readonly limit: number;
}

export interface ConferenceUsage extends UsageFigures {
  readonly id: string;
  readonly roomNumber: string | null;
  readonly organizerId: string | null;
  readonly organizerName: string | null;
  readonly groupName: string | null;
  readonly billingCode: string | null;
  readonly startedAtMs: number;
  /** Null while it goes on; its open calls then count as calls, their seconds not yet. */
  readonly endedAtMs: number | null;
  readonly peak: number;
}

export interface ConferenceUsagePage {
  readonly rows: readonly ConferenceUsage[];
  /** All that match, on whatever page. */
  readonly count: number;
  readonly next: string | null;
}

export interface CallUsage {
  readonly legId: string;
  readonly callerName: string | null;
  readonly callerNumber: string | null;
  readonly dialledNumber: string;
  readonly kind: CallKind;
  readonly country: string | null;
  readonly role: 'organizer' | 'participant';
  readonly joinedAtMs: number;
  readonly endedAtMs: number | null;
  readonly endReason: string | null;
  readonly seconds: number;
  readonly costMillionths: number;
  readonly codec: string | null;
  readonly packetsReceived: number | null;
  readonly packetsLost: number | null;
  readonly jitterMs: number | null;
  readonly roundTripMs: number | null;
  /** Mean opinion score, 1 to 5 (ITU-T G.107). */
  readonly mos: number | null;
}

export interface ConferenceUsageDetail extends ConferenceUsage {
  readonly endReason: string | null;
  readonly calls: number;
  readonly callers: readonly CallUsage[];
}

export interface CallOfConference {
  readonly conference: ConferenceUsage;
  readonly call: CallUsage;
}

/** What a minute of each kind of call costs an account, since when. */
export interface PriceStore {
  /** ISO 4217. */
  currency(accountId: string): Promise<string>;
  setCurrency(accountId: string, currency: string): Promise<void>;
  /** By kind, then by time. */
  prices(accountId: string): Promise<readonly MinutePrice[]>;
  /** Replaces a price of the same kind and start. */
  setPrice(accountId: string, price: MinutePrice): Promise<void>;
}

export interface MinutePrice {
  readonly kind: CallKind;
  /** Conferences that began before this keep the price before it, or none. */
  readonly validFromMs: number;
  /** Of the currency, at most 100 units: sums of a year then stay exact. */
  readonly millionthsPerMinute: number;
}

export const defaultCurrency = 'EUR';
export const mostMillionthsPerMinute = 100_000_000;
