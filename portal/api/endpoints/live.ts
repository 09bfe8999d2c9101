import { z } from 'zod';
import { roomFor } from '../../auth/room-access.js';
import { commandSchema } from '../../routes/live/command-schema.js';
import { refuseUndone, runCommand } from '../../routes/live/run-command.js';
import { watchRoom } from '../../routes/live/watch-room.js';
import { bearerPrincipal } from '../bearer.js';
import { endpoint } from '../endpoint.js';
import { roomParams } from './rooms.js';

/** The conference of a room as it is now, and what is asked of it (P3). */
export const live = [
  endpoint({
    method: 'get',
    path: '/rooms/{room}/live',
    id: 'getLiveRoom',
    tag: 'live control',
    summary: 'The conference of a room as it is now: state, hands and lines',
    params: roomParams,
    result: z.record(z.string(), z.unknown()),
    run: async ({ principal, params }, portal) => {
      const room = await roomFor(portal, principal, 'room.control', params.room);
      return { ...portal.live.rooms.look(room.id) };
    },
  }),
  endpoint({
    method: 'post',
    path: '/rooms/{room}/live/commands',
    id: 'commandRoom',
    tag: 'live control',
    summary: 'Asks something of a conference; the same id again does nothing more',
    params: roomParams,
    body: commandSchema,
    run: async ({ principal, params, body }, portal) => {
      const room = await roomFor(portal, principal, 'room.control', params.room);
      refuseUndone(await runCommand(portal, room, principal, body.id, body.command));
    },
  }),
  endpoint({
    method: 'get',
    path: '/rooms/{room}/live/events',
    id: 'watchRoom',
    tag: 'live control',
    summary:
      'What happens, as it does (server-sent events): a snapshot, numbered changes, and levels; ' +
      'Last-Event-ID or `after` resumes',
    params: roomParams,
    query: z.object({ after: z.string().max(100).optional() }),
    media: 'text/event-stream',
    run: async ({ principal, params, query, request, response }, portal) => {
      const room = await roomFor(portal, principal, 'room.control', params.room);
      watchRoom(portal, room, principal, {
        response,
        after: request.get('last-event-id') ?? query.after ?? null,
        identify: () => bearerPrincipal(portal.tokens, request),
      });
    },
  }),
];
