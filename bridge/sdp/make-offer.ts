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
import { offeredCryptos } from './crypto-attribute.js';
import { type MediaSection, parseDescription } from './description.js';
import { directionTowards, holdsUs, remoteOf } from './remote.js';
import { securityOf } from './security.js';
import type { CodecName, LocalMedia, Negotiated, NegotiatedSrtp } from './types.js';
import { writeAudioLine, writeDescription, writeRefusedLine } from './write.js';

/** Our offer: one audio line; in a later one also the lines that the session had, out of use. */
export function makeOffer(local: LocalMedia): string {
  const before = local.previousSdp === null ? [] : parseDescription(local.previousSdp).media;
  const current = before.find(({ kind, port }) => kind === 'audio' && port !== 0);
  const numbers = new PayloadNumbers(current === undefined ? [] : payloadsOf(current));
  const codecs = local.codecs.map((name) => ({ name, payloadType: numbers.ofCodec(name) }));
  const clockRates = new Set(local.codecs.map((name) => codecFormats[name].clockRate));
  // Keys beside a plain profile: encrypted with who can, plain with the others (RFC 8643 §3.1).
  // Within a session it stays as it was agreed.
  const encrypt = local.srtp === 'allow' && (current === undefined || current.cryptos.length > 0);
  const audio = writeAudioLine(
    {
      protocol: current?.protocol ?? 'RTP/AVP',
      codecs,
      telephoneEvents: [...clockRates].map((clockRate) => ({
        payloadType: numbers.ofEvent(clockRate),
        clockRate,
      })),
      comfortNoisePt: clockRates.has(8000) ? 13 : null,
      ptimeMs: 20,
      direction: 'sendrecv',
      rtcpMux: current?.rtcpMux ?? false,
      cryptos: encrypt && local.srtpKey !== null ? offeredCryptos(local.srtpKey) : [],
    },
    local.rtpPort,
  );
  // RFC 3264 §8: no line may vanish, nor change its place.
  const lines = before.map((section) => (section === current ? audio : writeRefusedLine(section)));
  return writeDescription(local, current === undefined ? [audio, ...lines.slice(1)] : lines);
}

/** RFC 3264 §8.3.2: within a session, a number stands for one format. */
class PayloadNumbers {
  readonly #before: readonly Payload[];
  readonly #taken: Set<number>;

  constructor(before: readonly Payload[]) {
    this.#before = before;
    this.#taken = new Set(before.map(({ payloadType }) => payloadType));
  }

  ofCodec(name: CodecName): number {
    const known = this.#before.find((payload) => codecOf(payload) === name);
    const { payloadType } = codecFormats[name];
    return known?.payloadType ?? (payloadType < 96 ? payloadType : this.#unused(payloadType));
  }

  ofEvent(clockRate: number): number {
    const known = telephoneEventOf(this.#before, clockRate);
    if (known?.clockRate === clockRate) return known.payloadType;
    return this.#unused(clockRate === 8000 ? 101 : 100);
  }

  #unused(preferred: number): number {
    let number = preferred;
    while (this.#taken.has(number)) number = number === 127 ? 96 : number + 1;
    this.#taken.add(number);
    return number;
  }
}

/**
 * The far end's answer to `offer`, which `makeOffer` gave.
 * @throws PartylineError `no-usable-codec`, `bad-sdp`
 */
export function applyAnswer(offer: string, answerText: string, local: LocalMedia): Negotiated {
  const offered = parseDescription(offer).media;
  const index = offered.findIndex(({ kind, port }) => kind === 'audio' && port !== 0);
  const ours = offered[index];
  // RFC 3264 §6: lines of the answer match those of the offer by their place.
  const section = parseDescription(answerText).media[index];
  if (ours === undefined || section === undefined || section.kind !== 'audio') {
    throw new PartylineError('bad-sdp', 'the answer does not match the offer line by line');
  }
  if (section.port === 0) throw new PartylineError('no-usable-codec', 'audio was refused');
  const remote = remoteOf(section);
  if (remote === null) throw new PartylineError('bad-sdp', 'the answer has no unicast IP address');

  const ourPayloads = payloadsOf(ours);
  const payloads = payloadsOf(withRtpmapsOf(section, ours));
  const chosen = payloads.find((payload) => isOurs(payload, local));
  const codec = chosen === undefined ? null : codecOf(chosen);
  if (chosen === undefined || codec === null) {
    throw new PartylineError('no-usable-codec', 'the answer accepts none of our codecs');
  }
  const { clockRate, channels } = codecFormats[codec];
  const event = telephoneEventOf(payloads, clockRate);
  const ourEvent = telephoneEventOf(ourPayloads, clockRate);
  const ourNumber = ourPayloads.find((payload) => codecOf(payload) === codec)?.payloadType;
  return {
    sdp: offer,
    codec: {
      name: codec,
      payloadType: chosen.payloadType,
      clockRate,
      channels,
      fmtp: section.fmtps.get(chosen.payloadType) ?? new Map(),
    },
    sendPayloadType: chosen.payloadType,
    // RFC 3264 §6.1: they send with our numbers. Some send with their own.
    receivePayloadTypes: distinct([ourNumber, chosen.payloadType]),
    telephoneEventPt: event?.payloadType ?? null,
    telephoneEventReceivePts:
      event === null ? [] : distinct([ourEvent?.payloadType, event.payloadType]),
    telephoneEventRate: event?.clockRate ?? clockRate,
    cnPt: comfortNoiseOf(payloads, codec)?.payloadType ?? null,
    ptimeMs: ptimeToSend(section, codec),
    remote,
    direction: directionTowards(section),
    remoteHold: holdsUs(section),
    srtp: agreedSrtp(ours, section, local),
  };
}

/** Some answers leave out the rtpmap of a dynamic number: it is that of the offer. */
function withRtpmapsOf(section: MediaSection, ours: MediaSection): MediaSection {
  return { ...section, rtpmaps: new Map([...ours.rtpmaps, ...section.rtpmaps]) };
}

function isOurs(payload: Payload, local: LocalMedia): boolean {
  const codec = codecOf(payload);
  return codec !== null && local.codecs.includes(codec);
}

function distinct(numbers: readonly (number | undefined)[]): number[] {
  return [...new Set(numbers.filter((number) => number !== undefined))];
}

/** RFC 4568 §5.1.3: the answer names, by its tag, one of the lines that we offered. */
function agreedSrtp(
  ours: MediaSection,
  answered: MediaSection,
  local: LocalMedia,
): NegotiatedSrtp | null {
  const security = securityOf(answered, local);
  switch (security.kind) {
    case 'plain':
      return null;
    case 'unusable':
      throw new PartylineError('bad-sdp', `the answer's ${answered.protocol} was not offered`);
    case 'sdes': {
      const { tag, suite, key } = security.remote;
      const accepted = ours.cryptos.find((line) => line.tag === tag && line.suite === suite);
      if (accepted === undefined) {
        throw new PartylineError('bad-sdp', 'the answer accepts a key that was not offered');
      }
      return { suite, localKey: accepted.key, remoteKey: key };
    }
  }
}
