import { type CryptoAttribute, chooseCrypto } from './crypto-attribute.js';
import type { MediaSection } from './description.js';
import type { LocalMedia } from './types.js';

/** Whether and how the audio of a media line is encrypted. */
export type Security =
  | { readonly kind: 'plain' }
  | { readonly kind: 'sdes'; readonly remote: CryptoAttribute; readonly localKey: Uint8Array }
  | { readonly kind: 'unusable' };

/** What a media line of the far end allows us (RFC 4568 §5.1.2). */
export function securityOf(section: MediaSection, local: LocalMedia): Security {
  const localKey = local.srtp === 'allow' ? local.srtpKey : null;
  const remote = localKey === null ? null : chooseCrypto(section.cryptos);
  switch (section.protocol.toUpperCase()) {
    case 'RTP/AVP':
    case 'RTP/AVPF':
      // Keys beside a plain profile offer encryption to who can (RFC 8643 §3.1).
      break;
    case 'RTP/SAVP':
    case 'RTP/SAVPF':
      if (remote === null) return { kind: 'unusable' };
      break;
    default:
      // DTLS-SRTP (UDP/TLS/RTP/SAVPF) among them.
      return { kind: 'unusable' };
  }
  return remote === null || localKey === null
    ? { kind: 'plain' }
    : { kind: 'sdes', remote, localKey };
}
