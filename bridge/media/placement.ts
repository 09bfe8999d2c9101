/**
 * Which worker takes what. A leg does not know its room when it calls, and moving it later costs a
 * gap of a few ms; so legs are gathered where conferences already are, as long as that worker has
 * room to spare, and the first leg of a conference draws the conference to its own worker.
 */
export interface WorkerLoad {
  readonly endpoints: number;
  readonly conferences: number;
}

/** Up to here one worker is never short of time: see the figures in `bridge/README.md`. */
const comfortableEndpoints = 300;

/** A conference will grow: it weighs as much as this many legs before it has them. */
const endpointsPerConference = 8;

function load({ endpoints, conferences }: WorkerLoad): number {
  return endpoints + endpointsPerConference * conferences;
}

export function leastLoaded<Link extends WorkerLoad>(links: readonly Link[]): Link | null {
  return best(links, (link) => -load(link));
}

/** For a new leg. */
export function placeEndpoint<Link extends WorkerLoad>(links: readonly Link[]): Link | null {
  const comfortable = links.filter(
    ({ endpoints, conferences }) => conferences > 0 && endpoints < comfortableEndpoints,
  );
  return best(comfortable, (link) => link.endpoints) ?? leastLoaded(links);
}

/** For a conference whose first leg is on `own`; null when it has none yet. */
export function placeConference<Link extends WorkerLoad>(
  links: readonly Link[],
  own: Link | null,
): Link | null {
  const least = leastLoaded(links);
  if (own === null || least === null) return least;
  return load(own) - load(least) <= 2 * endpointsPerConference ? own : least;
}

function best<Link>(links: readonly Link[], score: (link: Link) => number): Link | null {
  let found: Link | null = null;
  for (const link of links) if (found === null || score(link) > score(found)) found = link;
  return found;
}
