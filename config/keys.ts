import { z } from 'zod';

/** Every key of a schema by its path from the top, parents too: `sip`, `sip.port`, `sip.trunks[].name`. */
export function keysOf(schema: z.core.$ZodType, path = ''): string[] {
  const bare = unwrapped(schema);
  if (bare instanceof z.ZodArray) return keysOf(bare.element, `${path}[]`);
  if (!(bare instanceof z.ZodObject)) return [];
  return Object.entries(bare.shape as Record<string, z.core.$ZodType>).flatMap(([name, child]) => {
    const childPath = path === '' ? name : `${path}.${name}`;
    return [childPath, ...keysOf(child, childPath)];
  });
}

function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  let bare = schema;
  while (
    bare instanceof z.ZodDefault ||
    bare instanceof z.ZodPrefault ||
    bare instanceof z.ZodNullable
  ) {
    bare = bare.unwrap();
  }
  return bare;
}

/** The known key that the writer most likely meant: a sibling first, else the same name elsewhere. */
export function nearestKey(unknown: string, known: readonly string[]): string | null {
  const parent = unknown.slice(0, unknown.lastIndexOf('.') + 1);
  const siblings = known.filter(
    (key) => key.startsWith(parent) && !key.slice(parent.length).includes('.'),
  );
  return nearest(unknown, siblings, parent.length) ?? nearest(unknown, known, null);
}

function nearest(
  unknown: string,
  candidates: readonly string[],
  nameFrom: number | null,
): string | null {
  const nameOf = (key: string) => key.slice(nameFrom ?? key.lastIndexOf('.') + 1).toLowerCase();
  const wanted = nameOf(unknown);
  const furthest = Math.max(1, Math.floor(wanted.length / 3));
  let best: { key: string; distance: number } | null = null;
  for (const key of candidates) {
    const distance = editDistance(wanted, nameOf(key));
    if (distance <= furthest && distance < (best?.distance ?? Infinity)) best = { key, distance };
  }
  return best?.key ?? null;
}

/** The fewest insertions, deletions, substitutions and swaps of neighbours between two words. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      let least = Math.min(
        current[column - 1]! + 1,
        previous[column]! + 1,
        previous[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1),
      );
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (row > 1 && column > 1 && swapped) least = Math.min(least, before[column - 2]! + 1);
      current.push(least);
    }
    [before, previous] = [previous, current];
  }
  return previous[b.length]!;
}
