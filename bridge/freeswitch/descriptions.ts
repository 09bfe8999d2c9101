import { PartylineError } from '../kernel/errors.js';
import type { Random } from '../ports/random.js';
import { type MediaSection, parseDescription } from '../sdp/description.js';
import { applyAnswer, makeOffer } from '../sdp/offer-answer.js';
import { holdsUs } from '../sdp/remote.js';
import type { CodecName, LocalMedia } from '../sdp/types.js';

/** What one leg's descriptions say, FreeSWITCH's and the far end's. */
export class Descriptions {
  /** Ours, as the far end knows it. */
  localSdp = '';
  /** The far end's last one: what another FreeSWITCH is called with. */
  remoteSdp: string | null = null;
  codec: string | null = null;
  /** Clock of telephone-events [Hz]; null without them: keys then come as tones. */
  eventRate: number | null = null;
  onHold = false;
  #pendingOffer: { readonly sdp: string; readonly local: LocalMedia } | null = null;
  readonly #sessionId: string;

  constructor(
    private readonly codecs: readonly CodecName[],
    private readonly allowSrtp: boolean,
    random: Random,
  ) {
    this.#sessionId = String(random.below(2 ** 31));
  }

  /**
   * The far end's offer as FreeSWITCH may have it.
   * @throws PartylineError `bad-sdp`, `no-usable-codec`
   */
  checked(sdp: string): string {
    const audio = audioOf(sdp);
    if (this.allowSrtp) return sdp;
    if (audio.protocol.includes('SAVP')) {
      throw new PartylineError('no-usable-codec', 'encrypted media needs private signalling');
    }
    return sdp.replace(/^a=crypto:.*\r?\n/gm, '');
  }

  /** FreeSWITCH's answer to this description of the far end. */
  agreed(remoteSdp: string, answer: string): void {
    this.#pendingOffer = null;
    this.localSdp = withDirection(answer);
    this.#read(remoteSdp, answer);
  }

  /** Our offer, of the media that FreeSWITCH described in `answer`. */
  offerOf(answer: string): string {
    const audio = audioOf(answer);
    const inUse = this.codecs.find((name) => this.codec?.startsWith(`${name}/`) === true);
    const local: LocalMedia = {
      address: audio.address ?? '127.0.0.1',
      rtpPort: audio.port,
      codecs:
        inUse === undefined ? this.codecs : [inUse, ...this.codecs.filter((c) => c !== inUse)],
      srtp: 'refuse',
      srtpKey: null,
      sessionId: this.#sessionId,
      sessionVersion: 1,
      previousSdp: this.localSdp === '' ? null : this.localSdp,
    };
    const sdp = makeOffer(local);
    this.#pendingOffer = { sdp, local };
    this.localSdp = sdp;
    return sdp;
  }

  /**
   * The same session at another FreeSWITCH, as an offer: its answer to the far end's description,
   * with our origin (RFC 3264 §8), so that keys of encryption and codec stay as they were.
   */
  movedTo(answer: string): string {
    const [, user, id, version, address] =
      /^o=(\S+) (\d+) (\d+) (.*?)\r?$/m.exec(this.localSdp) ?? [];
    const origin = `o=${user ?? '-'} ${id ?? this.#sessionId} ${Number(version ?? 0) + 1} ${address ?? 'IN IP4 127.0.0.1'}`;
    this.localSdp = answer.replace(/^o=[^\r\n]*/m, origin);
    return this.localSdp;
  }

  /** Whether this answers our offer. @throws PartylineError `bad-sdp`, `no-usable-codec` */
  checkAnswer(answer: string): void {
    audioOf(answer);
    if (this.#pendingOffer === null) {
      throw new PartylineError('wrong-state', 'an answer came where no offer was made');
    }
    applyAnswer(this.#pendingOffer.sdp, answer, this.#pendingOffer.local);
  }

  /** FreeSWITCH took the far end's answer to our offer. */
  answered(remoteSdp: string, answer: string): void {
    this.#pendingOffer = null;
    this.#read(remoteSdp, answer);
  }

  #read(remoteSdp: string, answer: string): void {
    const audio = audioOf(answer);
    this.remoteSdp = remoteSdp;
    this.codec = codecOf(audio) ?? this.codec;
    const remote = audioOf(remoteSdp);
    // FreeSWITCH answers with telephone-event though the far end has none.
    this.eventRate = eventRateOf(remote) === null ? null : eventRateOf(audio);
    this.onHold = holdsUs(remote);
  }
}

/**
 * What FreeSWITCH is called with before the far end has said anything: all codecs, no media. Its
 * answer tells the address and port that our offer needs.
 */
export function placeholderOffer(codecs: readonly CodecName[], random: Random): string {
  const sdp = makeOffer({
    address: '127.0.0.1',
    rtpPort: 9,
    codecs,
    srtp: 'refuse',
    srtpKey: null,
    sessionId: String(random.below(2 ** 31)),
    sessionVersion: 1,
    previousSdp: null,
  });
  return sdp.replace(/^a=sendrecv/m, 'a=inactive');
}

function audioOf(sdp: string): MediaSection {
  const audio = parseDescription(sdp).media.find(({ kind, port }) => kind === 'audio' && port > 0);
  if (audio !== undefined) return audio;
  throw new PartylineError('no-usable-codec', 'there is no audio in the description');
}

/** FreeSWITCH leaves out `sendrecv`, as RFC 4566 §6 allows; some phones then stay on hold. */
function withDirection(sdp: string): string {
  return /^a=(sendrecv|sendonly|recvonly|inactive)/m.test(sdp) ? sdp : `${sdp}a=sendrecv\r\n`;
}

function eventRateOf(audio: MediaSection): number | null {
  const event = [...audio.rtpmaps.values()].find(
    ({ encoding }) => encoding.toLowerCase() === 'telephone-event',
  );
  return event?.clockRate ?? null;
}

const staticCodecs = new Map([
  [0, 'PCMU/8000'],
  [8, 'PCMA/8000'],
  [9, 'G722/8000'],
]);

function codecOf(audio: MediaSection): string | null {
  const payloadType = Number(audio.formats[0]);
  const map = audio.rtpmaps.get(payloadType);
  return map === undefined
    ? (staticCodecs.get(payloadType) ?? null)
    : `${map.encoding}/${map.clockRate}`;
}
