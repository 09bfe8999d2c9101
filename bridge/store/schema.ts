/**
 * The tables as the queries see them; `migrations/` makes them. Times are ms since the epoch, flags
 * are 0 or 1, and objects are JSON text, so that SQLite and PostgreSQL hold the same.
 */
import type { Generated } from 'kysely';
import type { AuditAction, AuditActor, AuditSubjectKind } from '../ports/administration.js';
import type { NumberKind } from '../ports/access-numbers.js';
import type { Language } from '../ports/language.js';
import type { CallKind } from '../ports/usage.js';
import type { TallyKind } from '../ports/tallies.js';

export interface Schema {
  accounts: AccountsTable;
  groups: GroupsTable;
  organizers: OrganizersTable;
  admin_groups: AdminGroupsTable;
  sessions: SessionsTable;
  password_links: PasswordLinksTable;
  personal_tokens: PersonalTokensTable;
  rooms: RoomsTable;
  access_numbers: AccessNumbersTable;
  conferences: ConferencesTable;
  call_legs: CallLegsTable;
  events: EventsTable;
  signs_of_life: SignsOfLifeTable;
  recordings: RecordingsTable;
  recording_speech: RecordingSpeechTable;
  recording_notices: RecordingNoticesTable;
  organizer_numbers: OrganizerNumbersTable;
  audit: AuditTable;
  number_prices: NumberPricesTable;
  scheduled_conferences: ScheduledConferencesTable;
  schedule_contacts: ScheduleContactsTable;
  tallies: TalliesTable;
  drained_servers: DrainedServersTable;
}

interface AccountsTable {
  id: string;
  name: string;
  language: Language;
  option_policy: Generated<string | null>;
  currency: Generated<string | null>;
  dial_out_policy: Generated<string | null>;
}

interface GroupsTable {
  id: string;
  account_id: string;
  name: string;
  /** `foldedText`: what it is ordered by. */
  name_folded: string;
}

/** Everybody who may sign in: an organizer has a room, an admin may be without. */
export interface OrganizersTable {
  id: string;
  account_id: string;
  group_id: string | null;
  name: string;
  /** `foldedText`: what it is ordered by and searched in. */
  name_folded: string;
  email: string;
  language: Language | null;
  disabled: number;
  password_hash: Generated<string | null>;
  admin: Generated<'groups' | 'account' | null>;
  /** Null: all access numbers; else those in `organizer_numbers`, be there none. */
  number_range: Generated<'chosen' | null>;
}

interface AdminGroupsTable {
  person_id: string;
  group_id: string;
}

interface SessionsTable {
  id_hash: string;
  person_id: string;
  created_at: number;
  seen_at: number;
  expires_at: number;
}

interface PasswordLinksTable {
  token_hash: string;
  person_id: string;
  expires_at: number;
}

interface PersonalTokensTable {
  id: string;
  token_hash: string;
  person_id: string;
  name: string;
  /** JSON: a list of words. */
  scopes: string;
  created_at: number;
  used_at: Generated<number | null>;
  expires_at: Generated<number | null>;
}

interface RoomsTable {
  id: string;
  number: string;
  organizer_id: string;
  pin_hash: string;
  security_code_hash: Generated<string | null>;
  options: string;
}

interface AccessNumbersTable {
  number: string;
  country: string;
  kind: NumberKind;
  language: Language;
  greeting: string | null;
}

interface ConferencesTable {
  id: string;
  room_id: string;
  started_at: number;
  ended_at: number | null;
  end_reason: string | null;
  billing_code: Generated<string | null>;
  // Whose it was when it began; null when its room is not known.
  account_id: string | null;
  organizer_id: string | null;
  group_id: string | null;
}

export interface CallLegsTable {
  id: string;
  call_id: string;
  direction: 'inbound' | 'outbound';
  dialled_number: string;
  caller_number: string | null;
  caller_name: string | null;
  source: string;
  codec: string | null;
  started_at: number;
  number_kind: CallKind | null;
  number_country: string | null;
  price_class: Generated<string | null>;
  // Null until the leg joins, and until it ends.
  conference_id: Generated<string | null>;
  role: Generated<'organizer' | 'participant' | null>;
  joined_at: Generated<number | null>;
  ended_at: Generated<number | null>;
  end_reason: Generated<string | null>;
  packets_received: Generated<number | null>;
  packets_lost: Generated<number | null>;
  jitter_ms: Generated<number | null>;
  round_trip_ms: Generated<number | null>;
  mos: Generated<number | null>;
}

interface EventsTable {
  sequence: Generated<number>;
  at: number;
  conference_id: string | null;
  leg_id: string | null;
  kind: string;
  detail: string;
}

/** One row: when a bridge last proved that it could write. */
interface SignsOfLifeTable {
  id: number;
  at: number;
}

export interface RecordingsTable {
  id: string;
  account_id: string;
  room_id: string;
  room_number: string;
  conference_id: string;
  title: string | null;
  started_at: number;
  expires_at: number;
  sample_rate: Generated<number>;
  samples: Generated<number>;
  bytes: Generated<number>;
  parts: Generated<string>;
  gaps: Generated<string>;
  // Null until it is closed, deleted, and gone from the sink.
  ended_at: Generated<number | null>;
  sha256: Generated<string | null>;
  recovered: Generated<number | null>;
  deleted_at: Generated<number | null>;
  deleted_by: Generated<string | null>;
  removed: Generated<number>;
}

interface RecordingSpeechTable {
  recording_id: string;
  turns: string;
}

interface RecordingNoticesTable {
  recording_id: string;
  leg_id: string;
  heard_at: number;
}

interface OrganizerNumbersTable {
  organizer_id: string;
  number: string;
}

interface AuditTable {
  sequence: Generated<number>;
  account_id: string;
  at: number;
  actor_kind: AuditActor['kind'];
  actor_id: string | null;
  actor_name: string | null;
  action: AuditAction;
  subject_kind: AuditSubjectKind;
  subject_id: string;
  subject_name: string;
  group_id: string | null;
  detail: string;
}

interface NumberPricesTable {
  account_id: string;
  kind: CallKind;
  valid_from: number;
  millionths_per_minute: number;
}

/** What the defence against guessing and pumping remembers. */
export interface TalliesTable {
  kind: TallyKind;
  key: string;
  level: number;
  at: number;
  until: number;
}

/** Media servers that an operator has taken out of use. */
interface DrainedServersTable {
  name: string;
  since: number;
}

export interface ScheduledConferencesTable {
  id: string;
  organizer_id: string;
  room_id: string;
  subject: string;
  note: string;
  starts_at: string;
  time_zone: string;
  duration_minutes: number;
  recurrence: string | null;
  sequence: number;
  changed_at: number;
  cancelled_at: number | null;
}

interface ScheduleContactsTable {
  schedule_id: string;
  position: number;
  email: string;
  name: string;
  language: Language;
}
