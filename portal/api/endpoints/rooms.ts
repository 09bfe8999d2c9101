import { languageSchema } from '../../i18n/languages.js';
import { z } from 'zod';
import { roomOptionsOf } from '../../../bridge/application/directory/room-changes.js';
import { acceptedValues, isAcceptable } from '../../../bridge/conference/room-option-values.js';
import { roomOptionNames, roomOptions } from '../../../bridge/conference/room-options.js';
import { shownNumber } from '../../../bridge/conference/shown-number.js';
import { PartylineError } from '../../../bridge/kernel/errors.js';
import type { RoomRecord } from '../../../bridge/ports/directory.js';
import type { CallLegRecord, ConferenceRecord } from '../../../bridge/ports/history.js';
import { byOf } from '../../auth/acting.js';
import { roomFor } from '../../auth/room-access.js';
import { asTime, asTimeOrNull, endpoint, time } from '../endpoint.js';

export const roomParams = z.object({ room: z.string().max(12).describe('the room number') });
const option = z.union([z.boolean(), z.number(), z.string(), z.null()]);

const conference = z.object({
  id: z.string(),
  startedAt: time,
  endedAt: time.nullable().describe('null while it goes on'),
  endReason: z.string().nullable(),
  billingCode: z.string().nullable(),
});

const call = z.object({
  id: z.string(),
  direction: z.enum(['inbound', 'outbound']),
  number: z.string().nullable().describe('masked where the room masks numbers'),
  role: z.enum(['organizer', 'participant']).nullable(),
  startedAt: time,
  joinedAt: time.nullable(),
  endedAt: time.nullable(),
  endReason: z.string().nullable(),
  quality: z
    .object({
      mos: z.number().nullable(),
      packetsReceived: z.int(),
      packetsLost: z.int(),
      jitterMs: z.number(),
      roundTripMs: z.number().nullable(),
    })
    .nullable(),
});

/** A room, its options, and the conferences that were held in it. */
export const rooms = [
  endpoint({
    method: 'get',
    path: '/rooms',
    id: 'listRooms',
    tag: 'rooms',
    summary: 'The rooms of the person',
    result: z.object({ items: z.array(z.object({ room: z.string(), live: z.boolean() })) }),
    run: async ({ principal }, { store, live }) => {
      const own = await store.directory.listRoomsOf(principal.person.id);
      return {
        items: own.map(({ id, number }) => {
          return { room: number, live: live.rooms.look(id).conference !== null };
        }),
      };
    },
  }),
  endpoint({
    method: 'get',
    path: '/rooms/{room}',
    id: 'getRoom',
    tag: 'rooms',
    summary: 'A room with its options',
    params: roomParams,
    result: z.object({
      room: z.string(),
      enabled: z.boolean(),
      language: languageSchema,
      options: z.record(z.enum(roomOptionNames), option),
    }),
    run: async ({ principal, params }, portal) => {
      const room = await roomFor(portal, principal, 'room.see', params.room);
      const { number, enabled, language } = room;
      return { room: number, enabled, language, options: { ...roomOptionsOf(room) } };
    },
  }),
  endpoint({
    method: 'patch',
    path: '/rooms/{room}/options',
    id: 'changeRoomOptions',
    tag: 'rooms',
    summary: 'Changes options of a room, all or none; null takes one back to its default',
    params: roomParams,
    body: z.partialRecord(z.enum(roomOptionNames), option).superRefine((changes, context) => {
      for (const name of roomOptionNames) {
        const value = changes[name];
        if (value === undefined || value === null || isAcceptable(roomOptions[name], value)) {
          continue;
        }
        const message = `use ${acceptedValues(roomOptions[name])}`;
        context.addIssue({ code: 'custom', path: [name], message });
      }
    }),
    result: z.object({ options: z.record(z.enum(roomOptionNames), option) }),
    run: async ({ principal, params, body }, portal) => {
      const { directory } = portal.store;
      const room = await roomFor(portal, principal, 'room.change', params.room);
      await portal.administration.changeRoomOptions(byOf(principal), room, body);
      const changed = (await directory.findRoomById(room.id)) ?? room;
      return { options: { ...roomOptionsOf(changed) } };
    },
  }),
  endpoint({
    method: 'get',
    path: '/rooms/{room}/conferences',
    id: 'listConferences',
    tag: 'history',
    summary: 'The conferences of a room, the newest first',
    params: roomParams,
    query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
    result: z.object({ items: z.array(conference) }),
    run: async ({ principal, params, query }, portal) => {
      const room = await roomFor(portal, principal, 'usage.see', params.room);
      const filter = { roomId: room.id, limit: query.limit };
      return { items: (await portal.store.history.conferences(filter)).map(asConference) };
    },
  }),
  endpoint({
    method: 'get',
    path: '/rooms/{room}/conferences/{id}/calls',
    id: 'listCalls',
    tag: 'history',
    summary: 'Every call of a conference, with the quality of its line',
    params: roomParams.extend({ id: z.string().max(40) }),
    result: z.object({ items: z.array(call) }),
    run: async ({ principal, params }, portal) => {
      const room = await roomFor(portal, principal, 'usage.see', params.room);
      const { history } = portal.store;
      const found = await history.findConference(params.id);
      if (found?.roomId !== room.id) {
        throw new PartylineError('not-found', 'there is no such conference');
      }
      const legs = await history.legsOf(found.id);
      return { items: legs.map((leg) => asCall(leg, room)) };
    },
  }),
];

function asConference(record: ConferenceRecord): z.input<typeof conference> {
  const { id, startedAtMs, endedAtMs, endReason, billingCode } = record;
  return {
    id,
    startedAt: asTime(startedAtMs),
    endedAt: asTimeOrNull(endedAtMs),
    endReason,
    billingCode,
  };
}

function asCall(leg: CallLegRecord, room: RoomRecord): z.input<typeof call> {
  const { end } = leg;
  const number = leg.direction === 'outbound' ? leg.dialledNumber : leg.callerNumber;
  return {
    id: leg.id,
    direction: leg.direction,
    number: shownNumber(number, roomOptionsOf(room)),
    role: leg.role,
    startedAt: asTime(leg.startedAtMs),
    joinedAt: asTimeOrNull(leg.joinedAtMs),
    endedAt: asTimeOrNull(end?.endedAtMs ?? null),
    endReason: end?.reason ?? null,
    quality: end && {
      mos: end.mos,
      packetsReceived: end.packetsReceived,
      packetsLost: end.packetsLost,
      jitterMs: end.jitterMs,
      roundTripMs: end.roundTripMs,
    },
  };
}
