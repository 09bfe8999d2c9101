import type { Resource } from '../../http/routes.js';
import { conferencesPage } from './conferences-page.js';
import { pinForms } from './pin.js';
import { roomView } from './room-view.js';

/** My conferences (P2): what an organizer needs to hold one, those that go on, and the last. */
export const conferences: Resource = (routes) => {
  const { portal } = routes;
  routes.page('/conferences', async (visit) => {
    const rooms = await portal.store.directory.listRoomsOf(visit.principal.person.id);
    return conferencesPage(visit, await Promise.all(rooms.map((room) => roomView(portal, room))));
  });
  pinForms(routes);
};
