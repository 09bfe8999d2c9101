import type { AccountPolicy, RoomView } from '../../bridge/application/directory/administration.js';
import { type Result, table } from './output.js';
import { withData } from './session.js';

export interface OrganizerAddOptions {
  readonly name: string;
  readonly email: string;
  readonly room?: string;
  readonly pin?: string;
  readonly language?: string;
}

export function organizerAdd(options: OrganizerAddOptions): Promise<Result> {
  return withData(async ({ administration, by }) => {
    const added = await administration.addTyped(await by(), options);
    const text = table([
      ['organizer', `${added.name} <${added.email}>`],
      ['room', added.room],
      ['PIN', `${added.pin}   (shown this once)`],
      ['password', `${added.password}   (for the portal, shown this once)`],
    ]);
    return { json: added, text };
  });
}

export interface AdminAddOptions {
  readonly name: string;
  readonly email: string;
  readonly language?: string;
}

export function adminAdd(options: AdminAddOptions): Promise<Result> {
  return withData(async ({ people }) => {
    const added = await people.addAdmin(options, { kind: 'command-line' });
    const text = table([
      ['admin', `${added.name} <${added.email}>`],
      [
        'password',
        added.password === null
          ? 'as before'
          : `${added.password}   (for the portal, shown this once)`,
      ],
    ]);
    return { json: added, text };
  });
}

export interface NumberAddOptions {
  readonly country: string;
  readonly kind: string;
  readonly language: string;
  readonly greeting?: string;
}

export function numberAdd(number: string, options: NumberAddOptions): Promise<Result> {
  return withData(async ({ administration, by }) => {
    const added = await administration.addNumber(await by(), { number, ...options });
    const text = `${added.number} added: ${added.country}, ${added.kind}, ${added.language}`;
    return { json: added, text };
  });
}

export function roomShow(number: string): Promise<Result> {
  return withData(async ({ administration }) => roomResult(await administration.showRoom(number)));
}

export function roomSet(number: string, assignments: readonly string[]): Promise<Result> {
  return withData(async ({ administration, by }) =>
    roomResult(await administration.setRoomOptions(await by(), number, assignments)),
  );
}

export function policyShow(): Promise<Result> {
  return withData(async ({ administration, by }) =>
    policyResult(await administration.policy((await by()).accountId)),
  );
}

export function policySet(assignments: readonly string[]): Promise<Result> {
  return withData(async ({ administration, by }) =>
    policyResult(await administration.changePolicy(await by(), assignments)),
  );
}

function policyResult({ options, dialOut }: AccountPolicy): Result {
  const rows = Object.entries(options).map(([name, { value, fixed }]) => [
    name,
    optionText(value) + (fixed ? ' (fixed)' : ''),
  ]);
  const { prefixes, concurrent } = dialOut;
  const allowed = prefixes.map(({ prefix, priceClass }) => `${prefix}:${priceClass}`).join(',');
  rows.push(['dialOutPrefixes', allowed === '' ? 'none' : allowed]);
  rows.push(['dialOutConcurrent', String(concurrent)]);
  const json = { ...options, dialOutPrefixes: prefixes, dialOutConcurrent: concurrent };
  return { json, text: table(rows) };
}

function roomResult(room: RoomView): Result {
  const organizer = room.organizer;
  const text = table([
    ['room', room.number + (room.enabled ? '' : ' (disabled)')],
    ['organizer', organizer === null ? '' : `${organizer.name} <${organizer.email}>`],
    ['language', room.language],
    ...Object.entries(room.options).map(([name, value]) => [name, optionText(value)]),
  ]);
  return { json: room, text };
}

function optionText(value: boolean | number | string | null): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return value === null ? 'default' : String(value);
}
