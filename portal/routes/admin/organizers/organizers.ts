import type { OrganizerFilter } from '../../../../bridge/ports/administration.js';
import type { Routes } from '../../../http/routes.js';
import type { SignedInVisit } from '../../../http/visit.js';
import { type Reach, coversGroup, groupsIn, reachOf } from '../reach.js';
import { addListRoutes } from './add-list.js';
import { addOrganizerRoutes } from './add-organizer.js';
import { changeOrganizerRoutes } from './change-organizer.js';
import { organizersPage } from './organizers-page.js';

const rowsOnPage = 50;

/** The people with a room (M3): found, added, changed, moved, disabled. */
export function adminOrganizers(routes: Routes): void {
  const { administration } = routes.portal;

  routes.page('/admin/organizers', async (visit) => {
    const reach = reachOf(visit);
    const rows = await administration.organizers(filterOf(visit, reach));
    const groups = await groupsIn(routes.portal, reach);
    const shown = rows.slice(0, rowsOnPage);
    return organizersPage(visit, shown, groups, rows.length > rowsOnPage);
  });

  // Before `:organizer`, which would take their names for one.
  addOrganizerRoutes(routes);
  addListRoutes(routes);
  changeOrganizerRoutes(routes);
}

function filterOf({ query }: SignedInVisit, reach: Reach): OrganizerFilter {
  const search = query.get('search')?.trim().slice(0, 100) ?? '';
  const group = query.get('group') ?? '';
  const groupIds = group !== '' && coversGroup(reach, group) ? [group] : reach.groupIds;
  const [name, id] = [query.get('afterName'), query.get('afterId')];
  return {
    accountId: reach.by.accountId,
    ...(groupIds === null ? {} : { groupIds }),
    ...(search === '' ? {} : { search }),
    ...(name === null || id === null ? {} : { after: { name, id } }),
    limit: rowsOnPage + 1,
  };
}
