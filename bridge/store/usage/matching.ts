import type { UsageQuery } from '../../ports/usage.js';
import type { UsageColumns } from './columns.js';

/** Whether a conference is within the scope, the period and the filter. */
export function matching(columns: UsageColumns, query: UsageQuery): (n: number) => boolean {
  const { scope, filter = {}, fromMs, toMs } = query;
  const account = columns.accounts.find(scope.accountId);
  const groups = scope.groupIds?.map((id) => columns.groups.find(id)) ?? null;
  const organizer = wanted(scope.organizerId, (id) => columns.organizers.find(id));
  const onlyOrganizer = wanted(filter.organizerId, (id) => columns.organizers.find(id));
  const group = wanted(filter.groupId, (id) => columns.groups.find(id));
  const code = wanted(filter.billingCode, (text) => columns.billingCodes.find(text));
  return (n) => {
    const startedAtMs = columns.startedAt[n]!;
    return (
      startedAtMs >= fromMs &&
      startedAtMs < toMs &&
      columns.account[n] === account &&
      (groups === null || groups.includes(columns.group[n]!)) &&
      (organizer === null || columns.organizer[n] === organizer) &&
      (onlyOrganizer === null || columns.organizer[n] === onlyOrganizer) &&
      (group === null || columns.group[n] === group) &&
      (code === null || columns.billingCode[n] === code)
    );
  };
}

/** Null when it was not asked for; −1, which matches nothing, when there is none such. */
function wanted<Text>(text: Text | undefined, find: (text: Text) => number): number | null {
  return text === undefined ? null : find(text);
}
