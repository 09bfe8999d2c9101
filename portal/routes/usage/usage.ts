import { texts } from '../../../languages/languages.js';
import type { Resource } from '../../http/routes.js';
import { html } from '../../views/html.js';

import { usageRoutes } from './usage-routes.js';
import { maskedRoomsOf, ownUsage } from './usage-scope.js';

/** An organizer's own conferences (P5). */
export const usage: Resource = (routes) => {
  usageRoutes(routes, {
    path: '/usage',
    ofMany: false,
    scopeOf: ({ principal }) => ownUsage(principal),
    maskedRoomsOf: ({ principal }) => maskedRoomsOf(routes.portal, principal),
    head: (visit) => html`<h1>${texts(visit.language).usage.title}</h1>`,
    page: { section: 'usage', title: (visit) => texts(visit.language).usage.title },
  });
};
