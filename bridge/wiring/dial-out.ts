import { isIP } from 'node:net';
import type { Config } from '../../config/schema.js';
import type { DialOutSettings } from '../application/dial-out/dial-out.js';
import { parseUri } from '../sip/message/uri.js';
import { privateAddresses } from '../sip/trunk/address-list.js';

/** Null where calls go out nowhere. */
export function dialOutSettings({ dialOut, media }: Config): DialOutSettings | null {
  const { gateway, trunk, callerNumber, ringSeconds, invitations } = dialOut;
  if (gateway === null) return null;
  const host = parseUri(gateway)?.host ?? '';
  const { countryCode, nationalPrefix, internationalPrefix } = dialOut;
  return {
    gateway,
    trunk,
    callerNumber,
    // A name is a carrier's, as a rule.
    isPublic: isIP(host) === 0 || !privateAddresses.has(host),
    ringMs: ringSeconds * 1000,
    invitations,
    mediaTimeoutMs: media.timeoutSeconds * 1000,
    numbering: { countryCode, nationalPrefix, internationalPrefix },
  };
}
