import type { MediaSection, Rtpmap } from './description.js';
import type { CodecName } from './types.js';

/** How a codec is written in SDP. */
export interface CodecFormat {
  readonly name: CodecName;
  /** The static payload number of RFC 3551 §6, or the dynamic one that we offer. */
  readonly payloadType: number;
  readonly clockRate: number;
  readonly channels: 1 | 2;
  readonly fmtp: string | null;
}

export const codecFormats: Readonly<Record<CodecName, CodecFormat>> = {
  PCMU: { name: 'PCMU', payloadType: 0, clockRate: 8000, channels: 1, fmtp: null },
  PCMA: { name: 'PCMA', payloadType: 8, clockRate: 8000, channels: 1, fmtp: null },
  // RFC 3551 §4.5.2: 8000 by an old mistake that must be kept.
  G722: { name: 'G722', payloadType: 9, clockRate: 8000, channels: 1, fmtp: null },
  // RFC 7587 §6.1 and §7: always 48000/2. We mix mono at 16 kHz at most, and say so.
  opus: {
    name: 'opus',
    payloadType: 96,
    clockRate: 48_000,
    channels: 2,
    fmtp:
      'maxplaybackrate=16000;sprop-maxcapturerate=16000;stereo=0;sprop-stereo=0;' +
      'maxaveragebitrate=32000;useinbandfec=1',
  },
};

const staticRtpmaps: ReadonlyMap<number, Rtpmap> = new Map([
  [0, { encoding: 'PCMU', clockRate: 8000, channels: 1 }],
  [8, { encoding: 'PCMA', clockRate: 8000, channels: 1 }],
  [9, { encoding: 'G722', clockRate: 8000, channels: 1 }],
  [13, { encoding: 'CN', clockRate: 8000, channels: 1 }],
]);

/** A payload number of an m= line and what it stands for. */
export interface Payload extends Rtpmap {
  readonly payloadType: number;
}

/** The payloads of a line, in its order. Static numbers need no rtpmap (RFC 3551 §6). */
export function payloadsOf(section: MediaSection): Payload[] {
  const payloads: Payload[] = [];
  for (const format of section.formats) {
    const payloadType = /^\d{1,3}$/.test(format) ? Number(format) : NaN;
    const rtpmap = section.rtpmaps.get(payloadType) ?? staticRtpmaps.get(payloadType);
    if (rtpmap !== undefined && payloadType <= 127) payloads.push({ payloadType, ...rtpmap });
  }
  return payloads;
}

/** Which of our codecs a payload is; null for none. */
export function codecOf(payload: Payload): CodecName | null {
  const encoding = payload.encoding.toLowerCase();
  switch (encoding) {
    case 'pcmu':
    case 'pcma':
      if (payload.clockRate !== 8000 || payload.channels !== 1) return null;
      return encoding === 'pcmu' ? 'PCMU' : 'PCMA';
    case 'g722':
      // Some write the true sampling rate; the timestamps run at 8000 all the same.
      return payload.clockRate === 8000 || payload.clockRate === 16_000 ? 'G722' : null;
    case 'opus':
      // Some leave the "/2" out.
      return payload.clockRate === 48_000 ? 'opus' : null;
    default:
      return null;
  }
}

/**
 * Key events at the clock of the audio (RFC 4733 §2.1). Peers that offer only one at 8000 beside
 * Opus mean it.
 */
export function telephoneEventOf(payloads: readonly Payload[], clockRate: number): Payload | null {
  const events = payloads.filter(({ encoding }) => encoding.toLowerCase() === 'telephone-event');
  return (
    events.find((event) => event.clockRate === clockRate) ??
    events.find((event) => event.clockRate === 8000) ??
    null
  );
}

/** Comfort noise at the clock of the audio; Opus has its own (RFC 3389 §4). */
export function comfortNoiseOf(payloads: readonly Payload[], codec: CodecName): Payload | null {
  if (codec === 'opus') return null;
  return (
    payloads.find(({ encoding, clockRate }) => encoding === 'CN' && clockRate === 8000) ?? null
  );
}

/** The packet duration to send: what the far end asks for, where we can. */
export function ptimeToSend(section: MediaSection, codec: CodecName): number {
  const asked = section.ptimeMs ?? 20;
  let ptimeMs = asked >= 10 && asked <= 60 && asked % 10 === 0 ? asked : 20;
  if (section.maxptimeMs !== null && section.maxptimeMs < ptimeMs) {
    ptimeMs = Math.max(10, Math.floor(section.maxptimeMs / 10) * 10);
  }
  // An Opus frame has 10, 20, 40 or 60 ms (RFC 6716 §2.1.4).
  return codec === 'opus' && (ptimeMs === 30 || ptimeMs === 50) ? ptimeMs - 10 : ptimeMs;
}
