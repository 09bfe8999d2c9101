import { redirect } from '../../http/answer.js';
import type { Resource } from '../../http/routes.js';
import { roomSettings } from './room-settings.js';
import { tokenSettings } from './tokens.js';
import { yourSettings } from './your-settings.js';

/** Settings (P7): a room's options, one's own language and password, and tokens. */
export const settings: Resource = (routes) => {
  routes.page('/settings', async ({ principal }) => {
    const [room] = await routes.portal.store.directory.listRoomsOf(principal.person.id);
    return redirect(room === undefined ? '/settings/you' : `/settings/rooms/${room.number}`);
  });
  roomSettings(routes);
  yourSettings(routes);
  tokenSettings(routes);
};
