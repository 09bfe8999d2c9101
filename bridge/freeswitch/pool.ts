import type { FreeSwitchServer } from './server.js';

/**
 * The server for one more leg: of those that take legs, the one with the least for its weight;
 * among equals the first. Null when none can.
 */
export function placeLeg(servers: readonly FreeSwitchServer[]): FreeSwitchServer | null {
  return least(servers.filter((server) => server.usable));
}

/**
 * The server for a new conference. It is where its first member is already, unless that server is
 * half full while another has more room: its members to come would not fit.
 */
export function placeConference(
  servers: readonly FreeSwitchServer[],
  first: FreeSwitchServer,
): FreeSwitchServer | null {
  const best = placeLeg(servers);
  if (!first.connected) return best;
  if (best === null) return first;
  const crowded = load(first) > 0.5 && load(best) < load(first) / 2;
  return first.draining || crowded ? best : first;
}

function load(server: FreeSwitchServer): number {
  return server.legs / server.settings.capacity;
}

function least(servers: readonly FreeSwitchServer[]): FreeSwitchServer | null {
  const share = (server: FreeSwitchServer): number => server.legs / server.settings.weight;
  return servers.reduce<FreeSwitchServer | null>(
    (best, server) => (best === null || share(server) < share(best) ? server : best),
    null,
  );
}
