import { isIPv6 } from 'node:net';
import { codecFormats } from './codec-match.js';
import { type CryptoAttribute, formatCrypto } from './crypto-attribute.js';
import type { CodecName, Direction, LocalMedia } from './types.js';

/** The audio line that is in use, as we describe it. */
export interface AudioLine {
  readonly protocol: string;
  /** In order of preference. */
  readonly codecs: readonly { readonly name: CodecName; readonly payloadType: number }[];
  readonly telephoneEvents: readonly { readonly payloadType: number; readonly clockRate: number }[];
  readonly comfortNoisePt: number | null;
  /** What we would like to receive. */
  readonly ptimeMs: number;
  readonly direction: Direction;
  readonly rtcpMux: boolean;
  readonly cryptos: readonly CryptoAttribute[];
}

/** A media line that we refuse, or that is out of use: RFC 3264 §6 keeps its place, with port 0. */
export interface RefusedLine {
  readonly kind: string;
  readonly protocol: string;
  readonly formats: readonly string[];
}

export function writeAudioLine(line: AudioLine, rtpPort: number): string[] {
  const numbers: number[] = [];
  const attributes: string[] = [];
  const addPayload = (payloadType: number, rtpmap: string, fmtp: string | null): void => {
    numbers.push(payloadType);
    attributes.push(`a=rtpmap:${payloadType} ${rtpmap}`);
    if (fmtp !== null) attributes.push(`a=fmtp:${payloadType} ${fmtp}`);
  };
  for (const { name, payloadType } of line.codecs) {
    const { clockRate, channels, fmtp } = codecFormats[name];
    addPayload(payloadType, `${name}/${clockRate}${channels === 2 ? '/2' : ''}`, fmtp);
  }
  for (const { payloadType, clockRate } of line.telephoneEvents) {
    addPayload(payloadType, `telephone-event/${clockRate}`, '0-15');
  }
  if (line.comfortNoisePt !== null) addPayload(line.comfortNoisePt, 'CN/8000', null);
  return [
    `m=audio ${rtpPort} ${line.protocol} ${numbers.join(' ')}`,
    ...attributes,
    `a=ptime:${line.ptimeMs}`,
    `a=${line.direction}`,
    ...(line.rtcpMux ? ['a=rtcp-mux'] : []),
    ...line.cryptos.map(formatCrypto),
  ];
}

export function writeRefusedLine({ kind, protocol, formats }: RefusedLine): string[] {
  return [`m=${kind} 0 ${protocol} ${formats.length === 0 ? '0' : formats.join(' ')}`];
}

/**
 * The whole description. Its version is one higher than that of the previous one if anything has
 * changed, and the same if nothing has (RFC 3264 §8).
 */
export function writeDescription(local: LocalMedia, media: readonly string[][]): string {
  if (local.previousSdp === null) return render(local, local.sessionVersion, media);
  const before = /^o=\S+ \S+ (\d+) /m.exec(local.previousSdp)?.[1];
  const version = before === undefined ? local.sessionVersion : Number(before);
  const same = render(local, version, media);
  return same === local.previousSdp ? same : render(local, version + 1, media);
}

function render(local: LocalMedia, version: number, media: readonly string[][]): string {
  const address = `IN IP${isIPv6(local.address) ? 6 : 4} ${local.address}`;
  const lines = [
    'v=0',
    `o=- ${local.sessionId} ${version} ${address}`,
    // RFC 4566 §5.3: a session name of one character where there is none.
    's=-',
    `c=${address}`,
    't=0 0',
    ...media.flat(),
  ];
  return `${lines.join('\r\n')}\r\n`;
}
