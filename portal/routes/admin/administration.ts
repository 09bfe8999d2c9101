import { redirect } from '../../http/answer.js';
import type { Resource } from '../../http/routes.js';
import { adminAdmins } from './admins/admins.js';
import { adminAudit } from './audit/audit.js';
import { adminDefaults } from './defaults/defaults.js';
import { adminGroups } from './groups/groups.js';
import { adminNumbers } from './numbers/numbers.js';
import { adminOrganizers } from './organizers/organizers.js';
import { adminPrices } from './prices/prices.js';
import { adminReports } from './reports/reports.js';

/** The account's administration: who may see which part is in `reach.ts`. */
export const administration: Resource = (routes) => {
  routes.page('/admin', () => redirect('/admin/organizers'));
  adminOrganizers(routes);
  adminGroups(routes);
  adminAdmins(routes);
  adminNumbers(routes);
  adminPrices(routes);
  adminReports(routes);
  adminDefaults(routes);
  adminAudit(routes);
};
