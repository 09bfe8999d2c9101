import type { MediaKeySource } from '../../ports/media-server.js';
import { newBufferedPayload, JitterBuffer } from '../../rtp/jitter-buffer.js';
import type { RtpHeader } from '../../rtp/packet.js';
import { createDecoder } from '../codec/create.js';
import { payloadLevel } from '../codec/payload-level.js';
import { maxPacketSamples, type CodecName, type Decoder } from '../codec/types.js';
import { DtmfDetector } from '../dsp/dtmf-detector.js';
import { frameLevelDbov, silenceDbov } from '../dsp/level.js';
import { neverHeardBelowDbov } from '../mixer/speech-gate.js';
import { bandOf } from '../mixer/shared-encodes.js';
import { frameSamples } from '../mixer/two-band-mix.js';
import type { VoiceSource } from '../mixer/voice.js';
import type { NegotiatedMedia } from './protocol.js';
import { tickMs } from './tick-clock.js';

/** An in-band key is told when it is recognized, before it ends. */
const recognizedAfterMs = 40;

type KeyHeard = (key: string, durationMs: number, source: MediaKeySource) => void;

/** A G.711 packet of 20 ms waits undecoded: its level is known before. */
const undecodedBytes = 160;

/** So many ticks after the last packet of a silent talker, the line is taken to have fallen mute. */
const silenceLastsTicks = 3;

/**
 * From the far end's packets to frames of 20 ms, whatever their length. A G.711 packet of 20 ms,
 * the usual case, is decoded only when someone asks to hear it.
 */
export class InboundStream implements VoiceSource {
  readonly codec: CodecName;
  /** Tones are listened for, since the far end cannot send telephone-events. */
  readonly detectsKeys: boolean;
  readonly #buffer: JitterBuffer;
  readonly #decoder: Decoder;
  readonly #keys: DtmfDetector | null;
  readonly #onKey: KeyHeard;
  readonly #payload = newBufferedPayload();
  readonly #comfortNoisePt: number | null;
  readonly #frameSamples: number;
  /** Decoded audio that waits for its frame: what a packet longer than 20 ms left over. */
  readonly #fifo: Int16Array;
  readonly #packet: Int16Array;
  #fifoSamples = 0;
  /** Where the frame is that `next` moved to and nobody has read yet. */
  #unread: 'payload' | 'fifo' | 'lost' | null = null;
  /** Audio not taken by `skip` [ms]. */
  #skipDebtMs = 0;
  /** The buffer may have something to play. */
  #waiting = false;
  /** The talker is silent; nobody wants what is said. */
  #quiet = false;
  #skipped = false;
  /** Of the last packet that was passed over, and for how many ticks it stands. */
  #silenceDbov = silenceDbov;
  #silenceTicks = 0;

  constructor(media: NegotiatedMedia, onKey: KeyHeard) {
    const codec = media.codec.name;
    this.codec = codec;
    this.#decoder = createDecoder(codec);
    this.#comfortNoisePt = media.cnPt;
    this.#buffer = new JitterBuffer({
      clockRate: media.codec.clockRate,
      // 120 ms at 64 kbit/s.
      ...(codec === 'opus' ? {} : { maxPayloadBytes: 960 }),
    });
    const rate = this.#decoder.sampleRate;
    this.detectsKeys = media.telephoneEventPt === null;
    this.#keys = this.detectsKeys ? new DtmfDetector(rate) : null;
    this.#onKey = onKey;
    this.#frameSamples = frameSamples[bandOf(codec)];
    this.#packet = new Int16Array(maxPacketSamples[rate]);
    this.#fifo = new Int16Array(2 * maxPacketSamples[rate]);
  }

  get delayMs(): number {
    return this.#buffer.delayMs;
  }

  /** Packets that came, but after their time. */
  get latePackets(): number {
    return this.#buffer.latePackets;
  }

  push(header: RtpHeader, packet: Uint8Array, arrivalMs: number): void {
    // The level is taken while the packet is in the processor's cache.
    const level = this.#levelOf(header, packet);
    const unheard = this.#isUnheard(level);
    const result = this.#buffer.push(header, packet, arrivalMs, level, unheard);
    if (result === 'passed') {
      this.#waiting = false;
      this.#silenceDbov = Number.isNaN(level) ? silenceDbov : level;
      this.#silenceTicks = silenceLastsTicks;
    } else if (result === 'buffered') {
      this.#waiting = true;
    }
  }

  /** A telephone-event: it has a number in the stream, but no audio. */
  pushEvent(header: RtpHeader): void {
    this.#buffer.skip(header);
  }

  next(nowMs: number): number | 'lost' | 'silence' {
    this.#dropUnread();
    this.#skipped = false;
    if (!this.#waiting && this.#fifoSamples === 0) return this.#silence();
    const samples = this.#frameSamples;
    // A packet longer than a frame leaves the rest for the next one; a shorter one needs another.
    for (let pops = 0; this.#fifoSamples < samples && pops < 4; pops++) {
      const result = this.#buffer.pop(this.#payload, nowMs);
      if (result === 'empty') break;
      if (result === 'lost') {
        if (this.#fifoSamples === 0 && this.#buffer.packetMs === tickMs) {
          this.#unread = 'lost';
          return 'lost';
        }
        this.#concealIntoFifo();
        continue;
      }
      if (this.#payload.payloadType === this.#comfortNoisePt) break;
      const { levelDbov } = this.#payload;
      if (this.#fifoSamples === 0 && !Number.isNaN(levelDbov)) {
        this.#unread = 'payload';
        return levelDbov;
      }
      this.#decodeIntoFifo(this.#payload.data);
    }
    if (this.#fifoSamples === 0) return 'silence';
    if (this.#fifoSamples < samples) {
      this.#fifo.fill(0, this.#fifoSamples, samples);
      this.#fifoSamples = samples;
    }
    this.#unread = 'fifo';
    if (this.#keys !== null && this.#hearsKey(this.#keys)) return 'silence';
    return frameLevelDbov(this.#fifo, samples);
  }

  read(out: Int16Array): void {
    if (this.#unread === 'payload') this.#decoder.decode(this.#payload.data, out);
    else if (this.#unread === 'lost') this.#decoder.conceal(out, out.length);
    else if (this.#unread === null) out.fill(0);
    else for (let i = 0; i < out.length; i++) out[i] = this.#fifo[i]!;
    this.#dropUnread();
  }

  skip(nowMs: number): void {
    if (this.#keys !== null) {
      this.next(nowMs);
      return;
    }
    this.#skipped = true;
    this.setQuiet(true);
    this.#unread = null;
    this.#fifoSamples = 0;
    if (!this.#waiting) return;
    this.#skipDebtMs += tickMs;
    for (; this.#skipDebtMs >= this.#buffer.packetMs; this.#skipDebtMs -= this.#buffer.packetMs) {
      this.#buffer.pop(this.#payload, nowMs);
    }
  }

  setQuiet(quiet: boolean): void {
    if (quiet === this.#quiet) return;
    this.#quiet = quiet;
    this.#buffer.quiet = quiet;
  }

  /** Nothing has been taken for a while; what waits is old. */
  restart(): void {
    this.#buffer.reset();
    this.#waiting = false;
    this.#silenceTicks = 0;
    this.#unread = null;
    this.#fifoSamples = 0;
    this.#skipDebtMs = 0;
  }

  close(): void {
    this.#decoder.close();
  }

  /** Of a packet that can wait undecoded; NaN for any other. */
  #levelOf(header: RtpHeader, packet: Uint8Array): number {
    const mayWait =
      this.#keys === null &&
      header.payloadLength === undecodedBytes &&
      header.payloadType !== this.#comfortNoisePt;
    if (!mayWait) return NaN;
    return payloadLevel(this.codec, packet, header.payloadOffset, undecodedBytes) ?? NaN;
  }

  /**
   * The talker is silent, and so is this packet: it opens no gate, whatever happens until it is
   * played. Of one who is muted, no packet does.
   */
  #isUnheard(levelDbov: number): boolean {
    return (
      this.#quiet && (levelDbov < neverHeardBelowDbov || this.#skipped) && this.#fifoSamples === 0
    );
  }

  /** While packets are passed over, the level of the last one is that of the line. */
  #silence(): number | 'silence' {
    if (this.#silenceTicks === 0) return 'silence';
    this.#silenceTicks--;
    return this.#silenceDbov;
  }

  /** @returns whether the frame may be part of a key, so that nobody else should hear it */
  #hearsKey(keys: DtmfDetector): boolean {
    const key = keys.process(this.#fifo, this.#frameSamples);
    if (key !== null) this.#onKey(key, recognizedAfterMs, 'in-band');
    return key !== null || keys.suspect;
  }

  #decodeIntoFifo(data: Uint8Array): void {
    this.#append(this.#decoder.decode(data, this.#packet));
  }

  #concealIntoFifo(): void {
    const samples = Math.round((this.#decoder.sampleRate * this.#buffer.packetMs) / 1000);
    const count = Math.min(samples, this.#packet.length);
    this.#decoder.conceal(this.#packet, count);
    this.#append(count);
  }

  #append(samples: number): void {
    const count = Math.min(samples, this.#fifo.length - this.#fifoSamples);
    for (let i = 0; i < count; i++) this.#fifo[this.#fifoSamples + i] = this.#packet[i]!;
    this.#fifoSamples += count;
  }

  #dropUnread(): void {
    if (this.#unread === 'fifo') {
      this.#fifo.copyWithin(0, this.#frameSamples, this.#fifoSamples);
      this.#fifoSamples -= this.#frameSamples;
    }
    this.#unread = null;
  }
}
