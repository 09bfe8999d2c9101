import { texts } from '../../../../languages/languages.js';
import type { Routes } from '../../../http/routes.js';

import { usageRoutes } from '../../usage/usage-routes.js';
import { administeredUsage } from '../../usage/usage-scope.js';
import { adminHead } from '../sections.js';

/** Usage of the account, or of the groups that one administers (M5). */
export function adminReports(routes: Routes): void {
  usageRoutes(routes, {
    path: '/admin/reports',
    ofMany: true,
    scopeOf: ({ principal }) => administeredUsage(principal),
    maskedRoomsOf: () => Promise.resolve(new Set()),
    head: (visit) => adminHead(visit, 'reports'),
    page: { section: 'administration', title: (visit) => texts(visit.language).usage.reports },
  });
}
