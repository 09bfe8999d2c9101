import type { SourceLatch } from '../../rtp/source-latch.js';
import type { RtpSockets } from './rtp-sockets.js';

/** A source that has been the same for this long is kept to. */
const steadyMs = 1_000;
/** A kept source that is silent for this long may have moved: the latch's own limit. */
const silentMs = 500;

/**
 * Keeps a leg's RTP socket to the source that the latch has learned, and opens it again when that
 * source falls silent, so that one that has moved (NAT) is found.
 */
export class SourceKeeper {
  readonly #sockets: RtpSockets;
  #address = '';
  #port = 0;
  #sinceMs = 0;

  constructor(sockets: RtpSockets) {
    this.#sockets = sockets;
  }

  /** Several times a second. `lastPacketMs` is when the last packet of the leg came. */
  update(latch: SourceLatch, lastPacketMs: number, nowMs: number): void {
    const silent = nowMs - lastPacketMs >= silentMs;
    if (silent || latch.address !== this.#address || latch.port !== this.#port) {
      this.#address = latch.address;
      this.#port = latch.port;
      this.#sinceMs = nowMs;
      this.#sockets.listenToAll();
      return;
    }
    if (this.#sockets.kept || !latch.learned || nowMs - this.#sinceMs < steadyMs) return;
    this.#sinceMs = nowMs; // not again at once where the system refuses
    this.#sockets.keepTo(latch.address, latch.port);
  }

  /** A new offer/answer: the source may be another. */
  renegotiated(nowMs: number): void {
    this.#sinceMs = nowMs;
    this.#sockets.listenToAll();
  }
}
