import type { MediaSection } from './description.js';
import type { Direction, RemoteMedia } from './types.js';

/** Where to send to; null when the line names no unicast address. */
export function remoteOf(section: MediaSection): RemoteMedia | null {
  const { address, port, rtcpMux } = section;
  if (address === null || isMulticast(address)) return null;
  // RFC 3605 §2.1; RFC 3550 §11 where nothing is said.
  const rtcpPort = rtcpMux ? port : (section.rtcpPort ?? Math.min(port + 1, 65_535));
  return { address, port, rtcpPort, rtcpMux };
}

/** A broadcast address is refused with them: one call must not make us send to many. */
function isMulticast(address: string): boolean {
  if (address.includes(':')) return /^ff/i.test(address);
  return Number.parseInt(address, 10) >= 224;
}

/** The old way to hold, RFC 2543 §B.5; RFC 3264 §8.4 keeps it alive. */
function isUnspecified(address: string): boolean {
  return address === '0.0.0.0' || /^[0:]+$/.test(address);
}

/** Our direction, given theirs (RFC 3264 §6.1). */
export function directionTowards(section: MediaSection): Direction {
  const mirrored = mirror(section.direction);
  if (section.address === null || !isUnspecified(section.address)) return mirrored;
  return mirrored === 'sendrecv' || mirrored === 'recvonly' ? 'recvonly' : 'inactive';
}

function mirror(direction: Direction): Direction {
  switch (direction) {
    case 'sendonly':
      return 'recvonly';
    case 'recvonly':
      return 'sendonly';
    case 'sendrecv':
    case 'inactive':
      return direction;
  }
}

/** RFC 3264 §8.4: it does not want to hear us. */
export function holdsUs(section: MediaSection): boolean {
  return (
    section.direction === 'sendonly' ||
    section.direction === 'inactive' ||
    (section.address !== null && isUnspecified(section.address))
  );
}
