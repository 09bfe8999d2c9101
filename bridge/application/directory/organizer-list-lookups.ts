import type { AdministrationStore } from '../../ports/administration.js';
import type { DirectoryStore } from '../../ports/directory.js';
import type { ListedOrganizer, ListProblem, ListRow } from './organizer-list.js';

/** Adds to each line what is wrong with it in this account: what is taken, and what is missing. */
export async function withLookups(
  rows: readonly ListRow[],
  accountId: string,
  directory: DirectoryStore,
  store: AdministrationStore,
): Promise<readonly ListRow[]> {
  const groups = new Set((await store.listGroups(accountId)).map(({ name }) => name));
  const numbers = new Set((await directory.listAccessNumbers()).map(({ number }) => number));
  const emails = new Set(await store.takenEmails(rows.map(({ email }) => email.toLowerCase())));
  const problemsOf = async (organizer: ListedOrganizer): Promise<readonly ListProblem[]> => {
    const problems: ListProblem[] = [];
    if (emails.has(organizer.email)) {
      const message = `${organizer.email} is taken`;
      problems.push({ column: 'email', message, mend: 'give another e-mail' });
    }
    const { group, room } = organizer;
    if (group !== null && !groups.has(group)) {
      const message = `there is no group "${group}"`;
      problems.push({ column: 'group', message, mend: 'add it first' });
    }
    if (room !== null && (await directory.findRoomByNumber(room)) !== null) {
      const message = `room ${room} is taken`;
      problems.push({ column: 'room', message, mend: 'give another number' });
    }
    const missing = organizer.numbers?.find((number) => !numbers.has(number));
    if (missing !== undefined) {
      const message = `there is no access number ${missing}`;
      problems.push({ column: 'numbers', message, mend: 'add it first' });
    }
    return problems;
  };
  return Promise.all(
    rows.map(async (row) => {
      if (row.organizer === null) return row;
      const problems = await problemsOf(row.organizer);
      return problems.length === 0 ? row : { ...row, organizer: null, problems };
    }),
  );
}
