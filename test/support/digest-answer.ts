import { createHash } from 'node:crypto';
import type { SipText } from './sip-text.js';

const hashNames = { MD5: 'md5', 'SHA-256': 'sha256' } as const;

/** The Authorization header that answers a challenge to an INVITE (RFC 7616 §3.4.1). */
export function authorization(parts: {
  readonly challenge: SipText;
  readonly algorithm: keyof typeof hashNames;
  readonly user: string;
  readonly password: string;
  readonly uri: string;
  /** How often the nonce has been used, this time included. */
  readonly count: number;
}): string {
  const { challenge, algorithm, user, password, uri, count } = parts;
  const h = (text: string): string => createHash(hashNames[algorithm]).update(text).digest('hex');
  const header = challenge.text
    .split('\r\n')
    .find((line) => line.includes(`=${algorithm},`) || line.endsWith(`=${algorithm}`));
  const param = (name: string): string =>
    new RegExp(`[ ,]${name}="([^"]*)"`).exec(header ?? '')?.[1] ?? '';
  const [realm, nonce, cnonce] = [param('realm'), param('nonce'), 'c0ffee'];
  const nc = count.toString(16).padStart(8, '0');
  const secret = h(`${user}:${realm}:${password}`);
  const response = h(`${secret}:${nonce}:${nc}:${cnonce}:auth:${h(`INVITE:${uri}`)}`);
  return (
    `Authorization: Digest username="${user}", realm="${realm}", nonce="${nonce}", uri="${uri}", ` +
    `response="${response}", algorithm=${algorithm}, qop=auth, nc=${nc}, cnonce="${cnonce}"`
  );
}
