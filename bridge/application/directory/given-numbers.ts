import type { AccessNumberRecord } from '../../ports/access-numbers.js';
import type { OrganizerRow } from '../../ports/administration.js';

/** The access numbers of an organizer (A2), of all there are: those given, or all. There may be none. */
export function givenNumbers(
  { assignedNumbers }: Pick<OrganizerRow, 'assignedNumbers'>,
  all: readonly AccessNumberRecord[],
): readonly AccessNumberRecord[] {
  return assignedNumbers === null
    ? all
    : all.filter(({ number }) => assignedNumbers.includes(number));
}
