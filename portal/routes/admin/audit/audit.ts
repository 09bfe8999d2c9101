import type { Resource } from '../../../http/routes.js';
import { reachOf } from '../reach.js';
import { auditPage } from './audit-page.js';

const rowsOnPage = 50;

/** Who changed what (M6). Admins of groups read what concerns their groups. */
export const adminAudit: Resource = (routes) => {
  const { administration } = routes.portal;
  routes.page('/admin/audit', async (visit) => {
    const { by, groupIds } = reachOf(visit, 'audit.see');
    const before = Number(visit.query.get('before') ?? NaN);
    const records = await administration.audit({
      accountId: by.accountId,
      ...(groupIds === null ? {} : { groupIds }),
      ...(Number.isSafeInteger(before) ? { before } : {}),
      limit: rowsOnPage + 1,
    });
    const groups = await administration.groups(by.accountId);
    const groupNames = new Map(groups.map(({ id, name }) => [id, name]));
    const shown = records.slice(0, rowsOnPage);
    return auditPage(visit, shown, records.length > rowsOnPage, groupNames);
  });
};
