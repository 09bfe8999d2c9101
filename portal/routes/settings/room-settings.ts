import { texts } from '../../../languages/languages.js';
import { resolvePolicy } from '../../../bridge/conference/option-policy.js';
import { roomOptionNames } from '../../../bridge/conference/room-options.js';
import { roomOptionsOf } from '../../../bridge/application/directory/room-changes.js';
import type { RoomRecord } from '../../../bridge/ports/directory.js';
import { byOf } from '../../auth/acting.js';
import { roomFor } from '../../auth/room-access.js';
import { redirect } from '../../http/answer.js';
import { emptyForm } from '../../http/form.js';
import type { Routes } from '../../http/routes.js';
import type { SignedInVisit } from '../../http/visit.js';
import { type OptionFields, changesOf, optionSchema } from './option-fields.js';
import { roomSettingsPage } from './room-settings-page.js';
import { settingsHead } from './settings-head.js';

const path = '/settings/rooms/:number';

/** The options of a room, from the one table; what the account has fixed is shown as fixed. */
export function roomSettings(routes: Routes): void {
  const { portal } = routes;
  const { directory } = portal.store;
  const roomOf = ({ principal, params }: SignedInVisit): Promise<RoomRecord> =>
    roomFor(portal, principal, 'room.change', params['number'] ?? '');
  const accountOf = async ({ accountId }: RoomRecord): Promise<string> => {
    const accounts = await directory.listAccounts();
    return accounts.find(({ id }) => id === accountId)?.name ?? '';
  };

  routes.page(path, async (visit) => {
    const room = await roomOf(visit);
    const head = await settingsHead(portal, visit);
    return roomSettingsPage(visit, { head, room, account: await accountOf(room), form: emptyForm });
  });

  routes.formBy<OptionFields>(path, async (visit) => {
    const room = await roomOf(visit);
    const policy = resolvePolicy(room.optionPolicy);
    const account = await accountOf(room);
    return {
      schema: optionSchema(policy),
      accept: async (_visit, fields) => {
        const refused = refusedFixed(visit, account, room);
        if (Object.keys(refused).length > 0) return { refused };
        const changes = changesOf(fields, policy, roomOptionsOf(room));
        await portal.administration.changeRoomOptions(byOf(visit.principal), room, changes);
        return redirect(`/settings/rooms/${room.number}?saved`);
      },
      show: async (_visit, form) => {
        const head = await settingsHead(portal, visit);
        return roomSettingsPage(visit, { head, room, account, form });
      },
    };
  });
}

/** Our page does not offer what is fixed: whoever sends it made the request by hand. */
function refusedFixed(
  { request, language }: SignedInVisit,
  account: string,
  room: RoomRecord,
): Record<string, string> {
  const policy = resolvePolicy(room.optionPolicy);
  const sent = request.body as object;
  const text = texts(language).settings.fixed(account);
  const fixed = roomOptionNames.filter((name) => policy[name]?.fixed === true);
  return Object.fromEntries(
    fixed.filter((name) => Object.hasOwn(sent, name)).map((name) => [name, text]),
  );
}
