import { PartylineError } from '../kernel/errors.js';
import {
  type Payload,
  codecFormats,
  codecOf,
  comfortNoiseOf,
  payloadsOf,
  ptimeToSend,
  telephoneEventOf,
} from './codec-match.js';
import { type MediaSection, parseDescription } from './description.js';
import { directionTowards, holdsUs, remoteOf } from './remote.js';
import { type Security, securityOf } from './security.js';
import type { LocalMedia, Negotiated, RemoteMedia } from './types.js';
import { writeAudioLine, writeDescription, writeRefusedLine } from './write.js';

interface UsableLine {
  readonly section: MediaSection;
  readonly payloads: readonly Payload[];
  readonly chosen: Payload & { readonly codec: LocalMedia['codecs'][number] };
  readonly security: Exclude<Security, { kind: 'unusable' }>;
  readonly remote: RemoteMedia;
}

/**
 * Answers an offer (RFC 3264 §6): the first audio line that can be used is, with one codec, and
 * every other line is refused in its place.
 * @throws PartylineError `no-usable-codec`, `bad-sdp`
 */
export function answerOffer(offerText: string, local: LocalMedia): Negotiated {
  const { media } = parseDescription(offerText);
  let line: UsableLine | null = null;
  for (const section of media) {
    line = usableLine(section, local);
    if (line !== null) break;
  }
  if (line === null) throw refusal(media);

  const { section, payloads, chosen, security, remote } = line;
  const { clockRate, channels } = codecFormats[chosen.codec];
  const event = telephoneEventOf(payloads, clockRate);
  const comfortNoise = comfortNoiseOf(payloads, chosen.codec);
  const ptimeMs = ptimeToSend(section, chosen.codec);
  const direction = directionTowards(section);
  const audio = writeAudioLine(
    {
      protocol: section.protocol,
      codecs: [{ name: chosen.codec, payloadType: chosen.payloadType }],
      telephoneEvents: event === null ? [] : [event],
      comfortNoisePt: comfortNoise?.payloadType ?? null,
      ptimeMs,
      direction,
      rtcpMux: section.rtcpMux,
      // The line accepted, under its own tag, with our key (RFC 4568 §5.1.2).
      cryptos: security.kind === 'sdes' ? [{ ...security.remote, key: security.localKey }] : [],
    },
    local.rtpPort,
  );
  return {
    sdp: writeDescription(
      local,
      media.map((other) => (other === section ? audio : writeRefusedLine(other))),
    ),
    codec: {
      name: chosen.codec,
      payloadType: chosen.payloadType,
      clockRate,
      channels,
      fmtp: section.fmtps.get(chosen.payloadType) ?? new Map(),
    },
    sendPayloadType: chosen.payloadType,
    receivePayloadTypes: [chosen.payloadType],
    telephoneEventPt: event?.payloadType ?? null,
    telephoneEventReceivePts: event === null ? [] : [event.payloadType],
    telephoneEventRate: event?.clockRate ?? clockRate,
    cnPt: comfortNoise?.payloadType ?? null,
    ptimeMs,
    remote,
    direction,
    remoteHold: holdsUs(section),
    srtp:
      security.kind === 'sdes'
        ? {
            suite: security.remote.suite,
            localKey: security.localKey,
            remoteKey: security.remote.key,
          }
        : null,
  };
}

function usableLine(section: MediaSection, local: LocalMedia): UsableLine | null {
  // RFC 3264 §5.1: port 0 offers a line that is not to be used.
  if (section.kind !== 'audio' || section.port === 0) return null;
  const security = securityOf(section, local);
  const remote = remoteOf(section);
  if (security.kind === 'unusable' || remote === null) return null;
  const payloads = payloadsOf(section);
  for (const codec of local.codecs) {
    const payload = payloads.find((candidate) => codecOf(candidate) === codec);
    if (payload !== undefined) {
      return { section, payloads, chosen: { ...payload, codec }, security, remote };
    }
  }
  return null;
}

/** Why no line of the offer could be used. */
function refusal(media: readonly MediaSection[]): PartylineError {
  const audio = media.filter(({ kind, port }) => kind === 'audio' && port !== 0);
  if (audio.length === 0) return new PartylineError('no-usable-codec', 'no audio is offered');
  if (audio.every((section) => remoteOf(section) === null)) {
    return new PartylineError('bad-sdp', 'no audio line has a unicast IP address to send to');
  }
  const offered = audio.map(
    (section) =>
      `${section.protocol} ${payloadsOf(section)
        .map(({ encoding, clockRate }) => `${encoding}/${clockRate}`)
        .join(' ')}`,
  );
  return new PartylineError(
    'no-usable-codec',
    `nothing usable is offered: ${offered.join(', ').slice(0, 200)}`,
  );
}
