import type { ListRow } from '../../../../bridge/application/directory/organizer-list.js';
import type { Portal } from '../../../portal.js';
import { type Reach, groupsIn } from '../reach.js';

/**
 * What a list would do; in the reach of a group's admin, each line must name a group of theirs.
 * @throws PartylineError `bad-value` when it cannot be read
 */
export async function checkedList(
  portal: Pick<Portal, 'administration'>,
  reach: Reach,
  csv: string,
): Promise<readonly ListRow[]> {
  const rows = await portal.administration.checkList(reach.by, csv);
  if (reach.groupIds === null) return rows;
  const own = new Set((await groupsIn(portal, reach)).map(({ name }) => name));
  return rows.map((row) => {
    const group = row.organizer?.group ?? null;
    if (row.organizer === null || (group !== null && own.has(group))) return row;
    const problem = { column: 'group', message: 'not one of your groups', mend: '' } as const;
    return { ...row, organizer: null, problems: [problem] };
  });
}
