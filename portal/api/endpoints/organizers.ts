import { defaultLanguage } from '../../../bridge/conference/languages.js';
import { languageSchema } from '../../i18n/languages.js';
import { z } from 'zod';
import * as input from '../../../bridge/application/directory/directory-input.js';
import { PartylineError } from '../../../bridge/kernel/errors.js';
import type { OrganizerRow } from '../../../bridge/ports/administration.js';
import { byOf } from '../../auth/acting.js';
import { type Action, authorize } from '../../auth/authorize.js';
import type { Principal } from '../../auth/principal.js';
import { accepts } from '../../http/accepts.js';
import { sendWelcomes } from '../../mails/send-welcome.js';
import type { Portal } from '../../portal.js';
import { endpoint, pageOf } from '../endpoint.js';

const personName = z.string().refine(accepts(input.personName), '1 to 200 characters');
const email = z.string().refine(accepts(input.emailAddress), 'an e-mail address');
const room = z.string().refine(accepts(input.roomNumber), '4 to 12 digits, not beginning with 0');
const pin = z.string().refine(accepts(input.organizerPin), '4 to 20 digits');
const language = languageSchema.nullable();
const numbers = z
  .array(z.string().refine(accepts(input.e164), 'E.164 with +'))
  .max(1_000)
  .nullable()
  .describe('null for all');
const params = z.object({ id: z.string().max(40) });

const organizer = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  language,
  disabled: z.boolean(),
  group: z.object({ id: z.string(), name: z.string() }).nullable(),
  room: z.string(),
  numbers: z
    .array(z.string())
    .nullable()
    .describe('null where all there are, also later, are meant'),
});

export const organizers = [
  endpoint({
    method: 'get',
    path: '/organizers',
    id: 'listOrganizers',
    tag: 'administration',
    summary: 'Organizers by name, a page at a time',
    query: z.object({
      search: z.string().max(100).optional().describe('in name, e-mail or room number'),
      group: z.string().max(40).optional(),
      after: z.string().max(500).optional().describe('`next` of the page before'),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    result: pageOf(organizer),
    run: async ({ principal, query }, { administration }) => {
      const groupIds = groupsSeen(principal, query.group);
      const after = query.after === undefined ? undefined : cursor.read(query.after);
      const rows = await administration.organizers({
        accountId: principal.person.accountId,
        ...(groupIds === null ? {} : { groupIds }),
        ...(query.search === undefined ? {} : { search: query.search }),
        ...(after === undefined ? {} : { after }),
        limit: query.limit + 1,
      });
      const items = rows.slice(0, query.limit);
      const last = items.at(-1);
      const next = rows.length > items.length && last !== undefined ? cursor.write(last) : null;
      return { items: items.map(shown), next };
    },
  }),
  endpoint({
    method: 'post',
    path: '/organizers',
    id: 'createOrganizer',
    tag: 'administration',
    summary:
      'Adds an organizer with a room, and mails a link to choose a password; the PIN is told this once',
    body: z.object({
      name: personName,
      email,
      groupId: z.string().max(40).nullable().default(null),
      room: room.nullable().default(null),
      pin: pin.nullable().default(null),
      language: language.default(null),
      numbers: numbers.default(null),
    }),
    result: z.object({ id: z.string(), room: z.string(), pin: z.string() }),
    status: 201,
    run: async ({ principal, body }, portal) => {
      const { administration } = portal;
      const { accountId } = principal.person;
      const owner = { accountId, groupId: body.groupId, personId: null };
      authorize(principal, 'organizer.change', owner);
      const groups = await administration.groups(accountId);
      const group = groups.find(({ id }) => id === body.groupId);
      if (body.groupId !== null && group === undefined) {
        throw new PartylineError('not-found', 'there is no such group');
      }
      const added = await administration.addOrganizer(byOf(principal), {
        name: input.personName(body.name),
        email: input.emailAddress(body.email),
        group: group?.name ?? null,
        room: body.room,
        pin: body.pin,
        language: body.language,
        numbers: body.numbers?.map(input.e164) ?? null,
      });
      await sendWelcomes(portal, [added], principal.person.language ?? defaultLanguage);
      return { id: added.id, room: added.room, pin: added.pin };
    },
  }),
  endpoint({
    method: 'get',
    path: '/organizers/{id}',
    id: 'getOrganizer',
    tag: 'administration',
    summary: 'One organizer',
    params,
    result: organizer,
    run: async ({ principal, params }, portal) =>
      shown(await organizerFor(portal, principal, 'organizer.see', params.id)),
  }),
  endpoint({
    method: 'patch',
    path: '/organizers/{id}',
    id: 'changeOrganizer',
    tag: 'administration',
    summary: 'Changes, moves, disables or enables an organizer; what is absent stays',
    params,
    body: z.object({
      name: personName.optional(),
      email: email.optional(),
      language: language.optional(),
      groupId: z.string().max(40).nullable().optional(),
      disabled: z.boolean().optional(),
      numbers: numbers.optional(),
    }),
    result: organizer,
    run: async ({ principal, params, body }, portal) => {
      const { administration } = portal;
      const row = await organizerFor(portal, principal, 'organizer.change', params.id);
      if (body.groupId !== undefined && body.groupId !== row.groupId) {
        const owner = { accountId: row.accountId, groupId: body.groupId, personId: null };
        authorize(principal, 'organizer.change', owner);
      }
      const { numbers: assigned, ...changes } = body;
      await administration.changeOrganizer(byOf(principal), row.id, {
        ...(changes.name === undefined ? {} : { name: input.personName(changes.name) }),
        ...(changes.email === undefined ? {} : { email: input.emailAddress(changes.email) }),
        ...(changes.language === undefined ? {} : { language: changes.language }),
        ...(changes.groupId === undefined ? {} : { groupId: changes.groupId }),
        ...(changes.disabled === undefined ? {} : { disabled: changes.disabled }),
      });
      if (assigned !== undefined) {
        const given = assigned?.map(input.e164) ?? null;
        await administration.assignNumbers(byOf(principal), row.id, given);
      }
      return shown(await administration.organizer(row.accountId, row.id));
    },
  }),
  endpoint({
    method: 'post',
    path: '/organizers/{id}/pin',
    id: 'resetPin',
    tag: 'administration',
    summary: 'Sets the PIN, or makes one up; it is told this once',
    params,
    body: z.object({ pin: pin.nullable().default(null) }),
    result: z.object({ pin: z.string() }),
    run: async ({ principal, params, body }, portal) => {
      const row = await organizerFor(portal, principal, 'pin.set', params.id);
      return { pin: await portal.administration.resetPin(byOf(principal), row.id, body.pin) };
    },
  }),
];

/** Null for all. @throws PartylineError `not-allowed` */
function groupsSeen(principal: Principal, asked: string | undefined): readonly string[] | null {
  const { accountId, admin, adminGroupIds } = principal.person;
  const all = admin === 'groups' ? adminGroupIds : null;
  const wanted = asked === undefined ? all : [asked];
  for (const groupId of wanted ?? [null]) {
    authorize(principal, 'organizer.see', { accountId, groupId, personId: null });
  }
  return wanted;
}

/** @throws PartylineError `not-found`, `not-allowed` */
async function organizerFor(
  { administration }: Portal,
  principal: Principal,
  action: Action,
  id: string,
): Promise<OrganizerRow> {
  const row = await administration.organizer(principal.person.accountId, id);
  const owner = { accountId: row.accountId, groupId: row.groupId, personId: row.id };
  authorize(principal, action, owner);
  return row;
}

function shown(row: OrganizerRow): z.input<typeof organizer> {
  const { id, name, email, language, disabled, groupId, groupName, assignedNumbers } = row;
  const group = groupId === null ? null : { id: groupId, name: groupName ?? '' };
  const numbers = assignedNumbers && [...assignedNumbers];
  return { id, name, email, language, disabled, group, room: row.roomNumber, numbers };
}

/** Where a page ends, as one word that says nothing to its reader. */
const cursor = {
  write: ({ name, id }: { readonly name: string; readonly id: string }): string =>
    Buffer.from(JSON.stringify([name, id])).toString('base64url'),
  read: (text: string): { readonly name: string; readonly id: string } => {
    try {
      const read: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
      const [name, id] = z.tuple([z.string(), z.string()]).parse(read);
      return { name, id };
    } catch (cause) {
      throw new PartylineError('bad-value', 'query.after is not where a page ended', {
        mend: 'send `next` of the page before',
        cause,
      });
    }
  },
};
