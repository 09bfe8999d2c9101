import { isIP } from 'node:net';
import sdpTransform from 'sdp-transform';
import { PartylineError, describeError } from '../kernel/errors.js';
import { type CryptoAttribute, parseCrypto } from './crypto-attribute.js';
import type { Direction } from './types.js';

/** A session description as far as an audio call needs it, with the gaps of sloppy peers closed. */
export interface Description {
  readonly media: readonly MediaSection[];
}

export interface MediaSection {
  /** `audio`, `video` … as written. */
  readonly kind: string;
  readonly port: number;
  /** `RTP/AVP` … as written. */
  readonly protocol: string;
  /** Payload numbers or other formats, in the order of the m= line. */
  readonly formats: readonly string[];
  readonly rtpmaps: ReadonlyMap<number, Rtpmap>;
  /** Format parameters by payload number, names in lower case. */
  readonly fmtps: ReadonlyMap<number, ReadonlyMap<string, string>>;
  readonly direction: Direction;
  /** IP literal; null when there is none, or a name. */
  readonly address: string | null;
  readonly rtcpPort: number | null;
  readonly rtcpMux: boolean;
  readonly ptimeMs: number | null;
  readonly maxptimeMs: number | null;
  /** The lines that we understand, in order. */
  readonly cryptos: readonly CryptoAttribute[];
}

export interface Rtpmap {
  readonly encoding: string;
  readonly clockRate: number;
  readonly channels: number;
}

/** More than any phone or browser sends; the parser's expressions are not linear. */
const maxCharacters = 32_768;
const maxMediaLines = 32;

/** @throws PartylineError `bad-sdp` */
export function parseDescription(text: string): Description {
  if (text.length > maxCharacters) throw new PartylineError('bad-sdp', 'the SDP is too long');
  const mediaLines = readMediaLines(text);
  let session: sdpTransform.ParsedSession;
  try {
    session = sdpTransform.parse(text);
  } catch (error) {
    throw new PartylineError('bad-sdp', `the SDP cannot be parsed: ${describeError(error)}`, {
      cause: error,
    });
  }
  return {
    media: mediaLines.map((line, index) => section(line, session.media[index]!, session)),
  };
}

interface MediaLine {
  readonly kind: string;
  readonly port: number;
  readonly protocol: string;
  readonly formats: readonly string[];
}

/** Read apart from sdp-transform, which knows no `port/count` (RFC 4566 §5.14). */
function readMediaLines(text: string): MediaLine[] {
  const lines: MediaLine[] = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (!line.startsWith('m=')) continue;
    const [kind, port, protocol, ...formats] = line.slice(2).trim().split(/\s+/);
    const portNumber = /^(\d{1,5})(?:\/\d+)?$/.exec(port ?? '')?.[1];
    if (
      kind === undefined ||
      protocol === undefined ||
      portNumber === undefined ||
      Number(portNumber) > 65_535
    ) {
      throw new PartylineError('bad-sdp', `bad media line: ${line.slice(0, 80)}`);
    }
    lines.push({ kind, port: Number(portNumber), protocol, formats });
  }
  if (lines.length === 0) throw new PartylineError('bad-sdp', 'the SDP has no media line');
  if (lines.length > maxMediaLines) {
    throw new PartylineError('bad-sdp', 'the SDP has too many media lines');
  }
  return lines;
}

function section(
  line: MediaLine,
  media: sdpTransform.ParsedMedia,
  session: sdpTransform.ParsedSession,
): MediaSection {
  return {
    ...line,
    rtpmaps: readRtpmaps(media),
    fmtps: readFmtps(media),
    // RFC 4566 §6: the session's value holds for media without their own; sendrecv by default.
    direction: readDirection(media.direction ?? session.direction),
    address: readAddress(media.connection?.ip ?? session.connection?.ip),
    rtcpPort: readPort(media.rtcp?.port),
    rtcpMux: media.rtcpMux !== undefined,
    ptimeMs: readPositive(media.ptime),
    maxptimeMs: readPositive(media.maxptime),
    cryptos: (media.crypto ?? []).map(parseCrypto).filter((crypto) => crypto !== null),
  };
}

/** Of several lines for one number, the first counts. */
function readRtpmaps(media: sdpTransform.ParsedMedia): Map<number, Rtpmap> {
  const rtpmaps = new Map<number, Rtpmap>();
  for (const { payload, codec, rate, encoding } of media.rtp) {
    if (typeof payload !== 'number' || codec === undefined || rtpmaps.has(payload)) continue;
    rtpmaps.set(payload, {
      encoding: String(codec),
      clockRate: readPositive(rate) ?? 8000,
      channels: readPositive(encoding) ?? 1,
    });
  }
  return rtpmaps;
}

function readFmtps(media: sdpTransform.ParsedMedia): Map<number, ReadonlyMap<string, string>> {
  const fmtps = new Map<number, ReadonlyMap<string, string>>();
  for (const { payload, config } of media.fmtp) {
    if (typeof payload !== 'number' || fmtps.has(payload)) continue;
    const parameters = new Map<string, string>();
    for (const part of String(config ?? '').split(';')) {
      const [name, ...value] = part.trim().split('=');
      if (name !== undefined && name !== '') {
        parameters.set(name.trim().toLowerCase(), value.join('=').trim());
      }
    }
    fmtps.set(payload, parameters);
  }
  return fmtps;
}

function readDirection(value: string | number | undefined): Direction {
  switch (value) {
    case 'sendonly':
    case 'recvonly':
    case 'inactive':
      return value;
    default:
      return 'sendrecv';
  }
}

function readAddress(value: string | number | undefined): string | null {
  // A multicast address may carry a TTL and a count (RFC 4566 §5.7).
  const address = String(value ?? '').split('/')[0]!;
  return isIP(address) === 0 ? null : address;
}

function readPort(value: number | string | undefined): number | null {
  return typeof value === 'number' && value > 0 && value <= 65_535 ? value : null;
}

function readPositive(value: number | string | undefined): number | null {
  const number = typeof value === 'number' ? value : Number.parseFloat(value ?? '');
  return Number.isFinite(number) && number > 0 ? number : null;
}
