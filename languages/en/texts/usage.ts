import type { CallKind, UsageSortKey } from '../../../bridge/ports/usage.js';

export interface UsageTexts {
  readonly title: string;
  readonly reports: string;
  readonly period: string;
  readonly periods: Readonly<Record<1 | 3 | 6 | 13, string>>;
  readonly conferences: string;
  readonly calls: string;
  readonly minutes: string;
  readonly peak: string;
  readonly average: string;
  readonly averageLength: (minutes: string) => string;
  readonly cost: string;
  readonly chart: (unit: 'day' | 'week' | 'month') => string;
  readonly slot: Readonly<Record<'day' | 'week' | 'month', string>>;
  readonly figures: string;
  readonly byNumber: string;
  readonly byCode: string;
  readonly byOrganizer: string;
  readonly byGroup: string;
  readonly number: string;
  readonly country: string;
  readonly organizer: string;
  readonly group: string;
  readonly noGroup: string;
  readonly noCode: string;
  readonly gone: string;
  readonly others: (count: number) => string;
  readonly kinds: Readonly<Record<CallKind, string>>;
  readonly columns: Readonly<Record<UsageSortKey, string>>;
  readonly room: string;
  readonly list: string;
  readonly count: (count: string) => string;
  readonly goesOn: string;
  readonly empty: string;
  readonly emptyHint: string;
  readonly next: string;
  readonly first: string;
  readonly filter: string;
  readonly anyCode: string;
  readonly apply: string;
  readonly clear: string;
  readonly filtered: string;
  readonly csvConferences: string;
  readonly csvCalls: string;
  readonly detail: string;
  readonly back: string;
  readonly callers: string;
  readonly caller: string;
  readonly role: string;
  readonly roles: Readonly<Record<'organizer' | 'participant', string>>;
  readonly joined: string;
  readonly left: string;
  readonly time: string;
  readonly dialled: string;
  readonly quality: string;
  readonly qualities: Readonly<Record<'good' | 'fair' | 'poor', string>>;
  readonly loss: string;
  readonly jitter: string;
  readonly unknown: string;
  readonly nobody: string;
  readonly started: string;
  readonly ended: string;
  readonly endReason: string;
  readonly codec: string;
  readonly seconds: string;
  readonly currency: string;
  readonly roundTrip: string;
  readonly mos: string;
}

export const usage: UsageTexts = {
  title: 'Usage',
  reports: 'Reports',
  period: 'Period',
  periods: { 1: 'Last month', 3: '3 months', 6: '6 months', 13: '13 months' },
  conferences: 'Conferences',
  calls: 'Calls',
  minutes: 'Minutes',
  peak: 'Most at once',
  average: 'Minutes per call',
  averageLength: (minutes) => `${minutes} per conference`,
  cost: 'Cost',
  chart: (unit) => `Minutes by ${unit}`,
  slot: { day: 'Day', week: 'Week of', month: 'Month' },
  figures: 'The figures as a table',
  byNumber: 'By number',
  byCode: 'By billing code',
  byOrganizer: 'By organizer',
  byGroup: 'By group',
  number: 'Number',
  country: 'Country',
  organizer: 'Organizer',
  group: 'Group',
  noGroup: 'No group',
  noCode: 'No code',
  gone: 'Removed since',
  others: (count) => `${count} others`,
  kinds: {
    toll: 'Toll',
    'toll-free': 'Toll-free',
    'international-toll-free': 'International toll-free',
    'dial-out': 'Called from a conference',
    direct: 'Internet call (SIP)',
  },
  columns: {
    started: 'Began',
    duration: 'Length',
    calls: 'Calls',
    minutes: 'Minutes',
    peak: 'Most at once',
    cost: 'Cost',
    code: 'Billing code',
    organizer: 'Organizer',
  },
  room: 'Room',
  list: 'Conferences',
  count: (count) => `${count} in this period`,
  goesOn: 'goes on',
  empty: 'No conference was held in this period.',
  emptyHint: 'Dial one of your access numbers and key your room number: it will be listed here.',
  next: 'Next page',
  first: 'First page',
  filter: 'Narrow the list',
  anyCode: 'Billing code',
  apply: 'Show',
  clear: 'Show all',
  filtered: 'Only some conferences are shown and counted.',
  csvConferences: 'Conferences (CSV)',
  csvCalls: 'Every call (CSV)',
  detail: 'Conference',
  back: 'Back to usage',
  callers: 'Callers',
  caller: 'Caller',
  role: 'Role',
  roles: { organizer: 'Organizer', participant: 'Participant' },
  joined: 'Joined',
  left: 'Left',
  time: 'Time',
  dialled: 'Dialled',
  quality: 'Line quality',
  qualities: { good: 'good', fair: 'fair', poor: 'poor' },
  loss: 'loss',
  jitter: 'jitter',
  unknown: 'not known',
  nobody: 'Nobody joined.',
  started: 'Began',
  ended: 'Ended',
  endReason: 'Reason of the end',
  codec: 'Codec',
  seconds: 'Seconds',
  currency: 'Currency',
  roundTrip: 'round trip',
  mos: 'MOS',
};
