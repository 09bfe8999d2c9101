import { PartylineError } from '../kernel/errors.js';
import { answerOffer, applyAnswer, makeOffer } from '../sdp/offer-answer.js';
import type { CodecName, LocalMedia, Negotiated } from '../sdp/types.js';
import type { NegotiatedMedia } from './worker/protocol.js';

/** The offers and answers of one leg (RFC 3264). A failed one leaves the session as it was. */
export class SdpSession {
  readonly #local: LocalMedia;
  #localSdp: string;
  #media: NegotiatedMedia | null;
  /** Ours, that has no answer yet. */
  #pendingOffer: string | null;

  private constructor(local: LocalMedia, sdp: string, media: NegotiatedMedia | null) {
    this.#local = local;
    this.#localSdp = sdp;
    this.#media = media;
    this.#pendingOffer = media === null ? sdp : null;
  }

  /** @throws PartylineError `no-usable-codec`, `bad-sdp` */
  static open(offer: string | null, local: LocalMedia): SdpSession {
    if (offer === null) return new SdpSession(local, makeOffer(local), null);
    const agreed = answerOffer(offer, local);
    return new SdpSession(local, agreed.sdp, mediaOf(agreed));
  }

  get localSdp(): string {
    return this.#localSdp;
  }

  get media(): NegotiatedMedia | null {
    return this.#media;
  }

  /** @throws PartylineError `no-usable-codec`, `bad-sdp` */
  acceptAnswer(answer: string): NegotiatedMedia {
    if (this.#pendingOffer === null) {
      throw new PartylineError('wrong-state', 'an answer came where no offer was made');
    }
    const agreed = applyAnswer(this.#pendingOffer, answer, this.#current());
    this.#pendingOffer = null;
    return this.#adopt(agreed);
  }

  /** @throws PartylineError `no-usable-codec`, `bad-sdp` */
  acceptOffer(offer: string): NegotiatedMedia {
    const agreed = answerOffer(offer, this.#current());
    this.#pendingOffer = null;
    return this.#adopt(agreed);
  }

  /** Our offer in a session under way; `acceptAnswer` takes its answer. */
  reoffer(): string {
    this.#pendingOffer = makeOffer(this.#current());
    this.#localSdp = this.#pendingOffer;
    return this.#pendingOffer;
  }

  #adopt(agreed: Negotiated): NegotiatedMedia {
    this.#localSdp = agreed.sdp;
    this.#media = mediaOf(agreed);
    return this.#media;
  }

  /** The codec in use comes first: a change would be heard, and gains nothing. */
  #current(): LocalMedia {
    const inUse = this.#media?.codec.name;
    const codecs: readonly CodecName[] =
      inUse === undefined
        ? this.#local.codecs
        : [inUse, ...this.#local.codecs.filter((codec) => codec !== inUse)];
    return { ...this.#local, codecs, previousSdp: this.#localSdp };
  }
}

function mediaOf({ sdp: _ours, ...media }: Negotiated): NegotiatedMedia {
  return media;
}
