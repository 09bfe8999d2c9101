import { z } from 'zod';
import type { RoomRecord } from '../../../bridge/ports/directory.js';
import { roomFor } from '../../auth/room-access.js';
import { redirect } from '../../http/answer.js';
import { type Resource, signedIn, signedInVisit } from '../../http/routes.js';
import type { SignedInVisit } from '../../http/visit.js';
import type { Portal } from '../../portal.js';
import { commandSchema } from './command-schema.js';
import { livePage } from './live-page.js';
import { plainCommand } from './plain-command.js';
import { refuseUndone, runCommand } from './run-command.js';
import { watchRoom } from './watch-room.js';

/** Live control of a room (P3), by its number: the page, its stream of events, and what it may ask for. */
export const live: Resource = (routes) => {
  const { portal } = routes;

  routes.page('/live/:room', async (visit) => {
    const room = await roomOf(portal, visit);
    return livePage(room, portal.live.rooms.look(room.id), visit);
  });

  routes.router.get('/live/:room/events', signedIn, async (request, response) => {
    const visit = signedInVisit(request);
    const room = await roomOf(portal, visit);
    watchRoom(portal, room, visit.principal, {
      response,
      // A connection that the browser has made anew says where it was in a header of its own.
      after: request.get('last-event-id') ?? visit.query.get('after'),
      identify: async () => (await portal.identify(request))?.principal ?? null,
    });
  });

  // Tells a script whose stream has ended whether it may begin another.
  routes.router.get('/live/:room/session', signedIn, (_request, response) => {
    response.set('Cache-Control', 'no-store').status(204).end();
  });

  routes.command('/live/:room/commands', commandSchema, async (visit, { id, command }) => {
    const room = await roomOf(portal, visit);
    refuseUndone(await runCommand(portal, room, visit.principal, id, command));
    return {};
  });

  // The same buttons without a script.
  routes.form('/live/:room', {
    schema: z.object({ ask: z.string().max(200).optional() }),
    accept: async (visit, { ask = '' }) => {
      const room = await roomOf(portal, visit);
      const command = plainCommand(ask);
      if (command !== null)
        await runCommand(portal, room, visit.principal, portal.random.uuid(), command);
      return redirect(`/live/${room.number}`);
    },
    show: async (visit) => {
      const room = await roomOf(portal, visit);
      return livePage(room, portal.live.rooms.look(room.id), visit);
    },
  });
};

/** @throws PartylineError `not-found`, `not-allowed` */
function roomOf(portal: Portal, { principal, params }: SignedInVisit): Promise<RoomRecord> {
  return roomFor(portal, principal, 'room.control', params['room'] ?? '');
}
