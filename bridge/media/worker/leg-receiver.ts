import { newRtpHeader, readHeader } from '../../rtp/packet.js';
import { Reception } from '../../rtp/reception.js';
import { SourceLatch } from '../../rtp/source-latch.js';
import type { SrtpContext } from '../../rtp/srtp.js';
import { TelephoneEventReceiver, type KeyPress } from '../../rtp/telephone-event.js';
import type { MediaKeySource } from '../../ports/media-server.js';
import type { Counters } from './counters.js';
import { InboundStream } from './inbound-stream.js';
import type { EndpointResume, NegotiatedMedia } from './protocol.js';
import type { PacketSource } from './rtp-sockets.js';

/** A key's last packets and the tone's tail may still be on their way. */
const afterKeyMs = 60;

export interface ReceiverEvents {
  readonly onKey: (key: string, durationMs: number, source: MediaKeySource) => void;
}

interface Agreed {
  readonly media: NegotiatedMedia;
  readonly srtp: SrtpContext | null;
  readonly latch: SourceLatch;
  readonly reception: Reception;
  readonly keys: TelephoneEventReceiver;
  readonly stream: InboundStream;
  readonly usualPayloadType: number;
  /** What comes under each of the 128 payload types. */
  readonly contents: Uint8Array;
}

/** Of the packet in hand: one for all legs, so that it stays in the processor's cache. */
const header = newRtpHeader();

const unknownContent = 0;
const audioContent = 1;
const eventContent = 2;

/** What comes from the far end of one leg: whose it is, what it is, and where it goes. */
export class LegReceiver {
  /** Of the last packet that belongs to the leg; when it was opened, before the first. */
  lastPacketMs: number;
  readonly #counters: Counters;
  readonly #events: ReceiverEvents;
  /** Where audio came from on the worker before; null for a new leg. */
  readonly #source: EndpointResume['source'];
  #agreed: Agreed | null = null;
  /** Of the last telephone-event. */
  #keysSsrc = -1;
  /** Until `#keyUntilMs`. */
  #keyPressed = false;
  #keyUntilMs = 0;
  /** A key has begun, and not ended. */
  #keyUnderWay = false;
  /** Timestamp of the last telephone-event; −1 before the first. */
  #eventTimestamp = -1;
  /** An event of before the hand-over, of which only repetitions can still come. */
  #finishedEvent: number;
  /** Someone takes the audio; else it is counted and dropped. */
  #wanted = false;

  constructor(
    counters: Counters,
    events: ReceiverEvents,
    resume: EndpointResume | null,
    nowMs: number,
  ) {
    this.#source = resume?.source ?? null;
    this.#finishedEvent = resume?.finishedEvent ?? -1;
    this.#counters = counters;
    this.#events = events;
    this.lastPacketMs = nowMs;
  }

  get latch(): SourceLatch | null {
    return this.#agreed?.latch ?? null;
  }

  get reception(): Reception | null {
    return this.#agreed?.reception ?? null;
  }

  get stream(): InboundStream | null {
    return this.#agreed?.stream ?? null;
  }

  set wanted(wanted: boolean) {
    if (wanted && !this.#wanted) this.stream?.restart();
    this.#wanted = wanted;
  }

  /** A new offer/answer. What it leaves unchanged goes on unbroken. */
  configure(media: NegotiatedMedia, srtp: SrtpContext | null): void {
    const before = this.#agreed;
    const { remote, codec } = media;
    const source = this.#source ?? remote;
    before?.latch.renegotiated(remote.address, remote.port);
    const sameClock = before?.media.codec.clockRate === codec.clockRate;
    const sameStream = sameClock && sameDecoding(before.media, media);
    if (before !== null && !sameStream) before.stream.close();
    const sameKeys = before?.media.telephoneEventRate === media.telephoneEventRate;
    this.#agreed = {
      media,
      srtp,
      latch: before?.latch ?? new SourceLatch(source.address, source.port),
      reception: sameClock ? before.reception : new Reception(codec.clockRate),
      keys: sameKeys ? before.keys : new TelephoneEventReceiver(media.telephoneEventRate),
      stream: sameStream ? before.stream : new InboundStream(media, this.#events.onKey),
      usualPayloadType: media.receivePayloadTypes[0] ?? -1,
      contents: contentsOf(media),
    };
  }

  /**
   * One datagram on the RTP port. It is changed in place when it is encrypted. `kept`: the socket
   * lets none but the known source through.
   */
  receive(packet: Buffer, source: PacketSource, kept: boolean, nowMs: number): void {
    const agreed = this.#agreed;
    if (agreed === null) {
      this.#counters['rtp-early']++;
      return;
    }
    let { length } = packet;
    if (agreed.srtp !== null) {
      length = agreed.srtp.unprotectRtp(packet, length);
      if (length < 0) {
        this.#counters['srtp-rejected']++;
        return;
      }
    }
    if (!readHeader(packet, length, header)) {
      this.#counters['rtp-garbage']++;
      return;
    }
    const { latch } = agreed;
    const verdict = kept
      ? latch.acceptKept(header, nowMs)
      : latch.accept(source.address, source.port, header, nowMs);
    if (verdict === 'foreign') this.#counters['rtp-foreign']++;
    if (verdict === 'foreign' || verdict === 'probation') return;
    if (verdict === 'moved') this.#counters['source-moved']++;
    this.#accept(agreed, packet, nowMs);
  }

  /** Once per tick. */
  tick(nowMs: number): void {
    if (!this.#keyUnderWay || this.#agreed === null) return;
    const { keys } = this.#agreed;
    this.#give(keys.tick(nowMs));
    this.#keyUnderWay = keys.busy;
  }

  /** A key is down, or just was: the leg's audio may hold its tone. */
  keyPressed(nowMs: number): boolean {
    this.#keyPressed &&= nowMs < this.#keyUntilMs;
    return this.#keyPressed;
  }

  /** What another worker needs, to go on in this one's place. */
  resumption(): Pick<EndpointResume, 'source' | 'finishedEvent'> {
    const { latch, keys } = this.#agreed ?? {};
    return {
      source: latch?.learned === true ? { address: latch.address, port: latch.port } : null,
      finishedEvent: keys?.busy === true ? -1 : this.#eventTimestamp,
    };
  }

  close(): void {
    this.#agreed?.stream.close();
  }

  #accept(agreed: Agreed, packet: Buffer, nowMs: number): void {
    const { reception, stream, keys } = agreed;
    this.lastPacketMs = nowMs;
    const { payloadType } = header;
    const usual = payloadType === agreed.usualPayloadType;
    const content = usual ? audioContent : agreed.contents[payloadType];
    if (content === audioContent) {
      reception.receive(header, nowMs);
      if (this.#wanted) stream.push(header, packet, nowMs);
    } else if (content === eventContent) {
      reception.receive(header, nowMs, false);
      stream.pushEvent(header);
      if (header.ssrc !== this.#keysSsrc) {
        this.#give(keys.reset());
        this.#keysSsrc = header.ssrc;
      }
      this.#keyPressed = true;
      this.#keyUntilMs = nowMs + afterKeyMs;
      if (header.timestamp === this.#finishedEvent) return;
      this.#eventTimestamp = header.timestamp;
      const { payloadOffset, payloadLength, timestamp, marker } = header;
      const payload = packet.subarray(payloadOffset, payloadOffset + payloadLength);
      this.#give(keys.receive(timestamp, payload, marker, nowMs));
      this.#keyUnderWay = keys.busy;
    } else {
      this.#counters['rtp-unknown-payload']++;
    }
  }

  #give(press: KeyPress | null): void {
    if (press !== null) this.#events.onKey(press.key, press.durationMs, 'rtp-event');
  }
}

function contentsOf(media: NegotiatedMedia): Uint8Array {
  const contents = new Uint8Array(128).fill(unknownContent);
  if (media.cnPt !== null) contents[media.cnPt] = audioContent;
  for (const payloadType of media.receivePayloadTypes) contents[payloadType] = audioContent;
  for (const payloadType of media.telephoneEventReceivePts) contents[payloadType] = eventContent;
  return contents;
}

function sameDecoding(a: NegotiatedMedia, b: NegotiatedMedia): boolean {
  return (
    a.codec.name === b.codec.name &&
    a.cnPt === b.cnPt &&
    (a.telephoneEventPt === null) === (b.telephoneEventPt === null)
  );
}
