import { isIP } from 'node:net';
import { z } from 'zod';

/** A TCP or UDP port; 0 lets the system choose, which suits tests. */
export const port = z.int().min(0).max(65535);

export const hostName = z
  .string()
  .regex(/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$|^[0-9A-Fa-f:.]+$/, {
    error: 'must be a host name or an IP address',
  });

/** Where to listen: see `listen-addresses.ts`. */
export const listenHost = z
  .string()
  .refine((text) => text === 'private' || text === 'all' || isIP(text) !== 0, {
    error: "must be 'private', 'all' or an IP address of this machine",
  });

/** `192.0.2.7`, `192.0.2.0/24`, `2001:db8::/48`. */
export const addressOrNetwork = z.string().refine(
  (text) => {
    const [address = '', prefix, ...more] = text.split('/');
    const family = isIP(address);
    if (family === 0 || more.length > 0) return false;
    if (prefix === undefined) return true;
    return /^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128);
  },
  { error: 'must be an IP address or a network such as 192.0.2.0/24' },
);

export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** An RTP stream takes an even port and the odd one above it for RTCP (RFC 3550 §11). */
const fewestRtpPorts = 4;

export const rtpPortRange = z
  .union([z.string(), z.number()], { error: 'must be a range such as 20000-23999' })
  .transform((value, context): PortRange => {
    const refuse = (message: string): PortRange => {
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    };
    const match = /^(\d{1,5})-(\d{1,5})$/.exec(String(value).trim());
    if (match === null) return refuse('must be a range such as 20000-23999');
    const [first, last] = [Number(match[1]), Number(match[2])];
    if (last > 65535 || first < 1024) return refuse('must lie within 1024-65535');
    if (first > last) return refuse(`is reversed: write ${last}-${first}`);
    if (first % 2 !== 0) return refuse(`must begin with an even port: RTP is even, RTCP odd`);
    if (last % 2 !== 1) return refuse(`must end with an odd port: RTP is even, RTCP odd`);
    if (last - first + 1 < fewestRtpPorts) {
      return refuse(`is too small: each call takes two ports, and two calls are the least`);
    }
    return { first, last };
  });
