import { SrtpContext } from '../../rtp/srtp.js';
import type { NegotiatedSrtp } from '../../sdp/types.js';
import type { EndpointResume, NegotiatedMedia } from './protocol.js';

/** Both directions of one encrypted leg. */
export class LegSrtp {
  readonly sending: SrtpContext;
  readonly receiving: SrtpContext;
  readonly #agreed: NegotiatedSrtp;

  private constructor(agreed: NegotiatedSrtp, resume: EndpointResume['srtp']) {
    const { suite, localKey, remoteKey } = agreed;
    this.#agreed = agreed;
    this.sending = new SrtpContext(suite, localKey, resume?.sending);
    this.receiving = new SrtpContext(suite, remoteKey, resume?.receiving);
  }

  /** Null for media in the clear. */
  static of({ srtp }: NegotiatedMedia, resume: EndpointResume['srtp']): LegSrtp | null {
    return srtp === null ? null : new LegSrtp(srtp, resume);
  }

  get progress(): NonNullable<EndpointResume['srtp']> {
    return { sending: this.sending.progress, receiving: this.receiving.progress };
  }

  /** RFC 3711 §3.2.1: contexts, and their rollover counters, live as long as their keys. */
  serves({ srtp }: NegotiatedMedia): boolean {
    return (
      srtp !== null &&
      srtp.suite === this.#agreed.suite &&
      sameBytes(srtp.localKey, this.#agreed.localKey) &&
      sameBytes(srtp.remoteKey, this.#agreed.remoteKey)
    );
  }
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
