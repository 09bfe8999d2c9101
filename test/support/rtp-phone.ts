import { randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { createDecoder, createEncoder } from '../../bridge/media/codec/create.js';
import type { CodecName, Decoder, Encoder } from '../../bridge/media/codec/types.js';

import { SrtpContext, srtpTrailerBytes, type SrtpSuite } from '../../bridge/rtp/srtp.js';

/** A telephone without signalling: it sends and receives RTP, and measures what it hears. */
export interface PhoneOptions {
  readonly codec?: CodecName;
  /** What it says all the time; null: silence. */
  readonly toneHz?: number | null;
  /** Peak of the tone relative to full scale [dB]. */
  readonly toneDb?: number;
  /** Without it the phone has no telephone-event. */
  readonly events?: boolean;
  readonly ptimeMs?: number;
  readonly host?: string;
  /** With keys in the description (RFC 4568). */
  readonly srtp?: boolean;
}

const payloadTypes = { PCMU: 0, PCMA: 8, G722: 9, opus: 111 } as const;
const rtpmaps = {
  PCMU: 'PCMU/8000',
  PCMA: 'PCMA/8000',
  G722: 'G722/8000',
  opus: 'opus/48000/2',
} as const;
const eventPt = 101;
const keys = '0123456789*#ABCD';

/** How much is remembered of what was heard. */
const memoryMs = 3_000;
const deadlineMs = 20_000;

interface PressedKey {
  readonly code: number;
  readonly frames: number;
  readonly timestamp: number;
  frame: number;
}

export class RtpPhone {
  readonly codec: CodecName;
  /** Packets received, and the numbers of the last of them. */
  received = 0;
  lost = 0;
  /** Packets that were not authentic. */
  forged = 0;
  lastTimestamp = -1;
  lastSequence = -1;
  ssrc = -1;
  readonly arrivalsMs: number[] = [];
  toneHz: number | null;
  toneDb: number;
  /** Replaces the tone: samples −32768..32767 at time t [s]. */
  voice: ((t: number) => number) | null = null;
  /** Replaces both: what it hears comes back, as from a loudspeaker too near. */
  echo: { readonly delayMs: number; readonly gain: number } | null = null;
  sendingSsrc: number;
  readonly #options: PhoneOptions;
  #socket: Socket;
  readonly #decoder: Decoder;
  readonly #encoder: Encoder;
  readonly #heard: Int16Array;
  #heardSamples = 0;
  readonly #packet = new Int16Array(1920);
  #remotePort = 0;
  #timer: NodeJS.Timeout | null = null;
  #startMs = 0;
  #frames = 0;
  #sequence = 1000;
  #timestamp = 50_000;
  #key: PressedKey | null = null;
  readonly #key30: Uint8Array | null;
  #protect: SrtpContext | null = null;
  #unprotect: SrtpContext | null = null;
  readonly #waiting = new Set<() => void>();
  #pending: Uint8Array[] = [];

  private constructor(options: PhoneOptions, socket: Socket) {
    this.#options = options;
    this.codec = options.codec ?? 'PCMU';
    this.toneHz = options.toneHz ?? null;
    this.toneDb = options.toneDb ?? -12;
    this.sendingSsrc = (Math.random() * 2 ** 32) >>> 0;
    this.#decoder = createDecoder(this.codec);
    this.#encoder = createEncoder(this.codec);
    this.#heard = new Int16Array((this.sampleRate * memoryMs) / 1000);
    this.#key30 = options.srtp === true ? randomBytes(30) : null;
    this.#socket = socket;
    this.#listen(socket);
  }

  static async open(options: PhoneOptions = {}): Promise<RtpPhone> {
    return new RtpPhone(options, await openSocket(options.host ?? '127.0.0.1'));
  }

  get sampleRate(): 8000 | 16000 {
    return this.#decoder.sampleRate;
  }

  get localPort(): number {
    return this.#socket.address().port;
  }

  get remotePort(): number {
    return this.#remotePort;
  }

  /** Our description, as an offer or, with the same one codec, as an answer. */
  sdp(direction: 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive' = 'sendrecv'): string {
    const host = this.#options.host ?? '127.0.0.1';
    const net = host.includes(':') ? 'IP6' : 'IP4';
    const pt = payloadTypes[this.codec];
    const events = this.#options.events ?? true;
    const eventRate = this.codec === 'opus' ? 48000 : 8000;
    return [
      'v=0',
      `o=phone 1 ${this.#sequence} IN ${net} ${host}`,
      's=-',
      `c=IN ${net} ${host}`,
      't=0 0',
      `m=audio ${this.localPort} RTP/${this.#key30 === null ? 'AVP' : 'SAVP'} ${pt}${events ? ` ${eventPt}` : ''}`,
      ...(this.#key30 === null ? [] : [cryptoLine(this.#key30)]),
      `a=rtpmap:${pt} ${rtpmaps[this.codec]}`,
      ...(events
        ? [`a=rtpmap:${eventPt} telephone-event/${eventRate}`, `a=fmtp:${eventPt} 0-15`]
        : []),
      `a=ptime:${this.#options.ptimeMs ?? 20}`,
      `a=${direction}`,
      '',
    ].join('\r\n');
  }

  /** Reads where to send from the other side's description, and begins to send. */
  connect(sdp: string): void {
    this.#remotePort = Number(/^m=audio (\d+)/m.exec(sdp)![1]);
    if (this.#key30 !== null) {
      const theirs = /^a=crypto:\d+ (AES_CM_128_HMAC_SHA1_\d+) inline:([A-Za-z0-9+/=]+)/m.exec(
        sdp,
      )!;
      this.#unprotect = new SrtpContext(theirs[1] as SrtpSuite, Buffer.from(theirs[2]!, 'base64'));
      this.#protect = new SrtpContext(theirs[1] as SrtpSuite, this.#key30);
    }
    this.resume();
  }

  resume(): void {
    if (this.#timer !== null) return;
    this.#startMs = performance.now();
    this.#frames = 0;
    this.#next();
  }

  /** Sends nothing any more; still hears. */
  pause(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** As NAT does: the same stream goes on from another port. */
  async moveToNewPort(): Promise<void> {
    const before = this.#socket;
    this.#socket = await openSocket(this.#options.host ?? '127.0.0.1');
    this.#listen(this.#socket);
    before.close();
  }

  press(key: string, durationMs = 100): void {
    this.#key = {
      code: keys.indexOf(key),
      frame: 0,
      frames: Math.round(durationMs / 20),
      timestamp: this.#timestamp,
    };
  }

  sendRaw(packet: Uint8Array): void {
    this.#socket.send(packet, this.#remotePort, this.#options.host ?? '127.0.0.1');
  }

  /** Level of this tone's amplitude over the last `overMs` [dB of full scale]. */
  hears(hz: number, overMs = 200): number {
    const pcm = this.last(overMs);
    const w = (2 * Math.PI * hz) / this.sampleRate;
    let re = 0;
    let im = 0;
    pcm.forEach((sample, n) => {
      // A Hann window keeps the other talkers' tones out of the measure.
      const hann = 1 - Math.cos((2 * Math.PI * n) / pcm.length);
      re += sample * hann * Math.cos(w * n);
      im += sample * hann * Math.sin(w * n);
    });
    const amplitude = (2 * Math.hypot(re, im)) / Math.max(1, pcm.length) / 32768;
    return amplitude < 1e-6 ? -120 : 20 * Math.log10(amplitude);
  }

  /** Root mean square over the last `overMs` [dB of full scale]. */
  loudness(overMs = 200): number {
    const pcm = this.last(overMs);
    const power = pcm.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, pcm.length);
    return power === 0 ? -120 : 10 * Math.log10(power / 32768 ** 2);
  }

  last(overMs: number): Int16Array {
    const count = Math.min(this.#heardSamples, (this.sampleRate * overMs) / 1000);
    const out = new Int16Array(count);
    for (let i = 0; i < count; i++) {
      out[i] = this.#heard[(this.#heardSamples - count + i) % this.#heard.length]!;
    }
    return out;
  }

  /** Resolves when `condition` holds after a packet; rejects with `what` when it never does. */
  async until(what: string, condition: () => boolean, now = () => ''): Promise<void> {
    if (condition()) return;
    await new Promise<void>((resolve, reject) => {
      const deadline = setTimeout(() => {
        this.#waiting.delete(check);
        reject(new Error(`not so after ${deadlineMs} ms: ${what} ${now()}`));
      }, deadlineMs);
      const check = (): void => {
        if (!condition()) return;
        clearTimeout(deadline);
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
    });
  }

  /** Hears this much more. */
  async hear(ms: number): Promise<void> {
    const until = this.#heardSamples + (this.sampleRate * ms) / 1000;
    await this.until(`${ms} ms more heard`, () => this.#heardSamples >= until);
  }

  async close(): Promise<void> {
    this.pause();
    this.#decoder.close();
    this.#encoder.close();
    await new Promise<void>((resolve) => this.#socket.close(resolve));
  }

  #listen(socket: Socket): void {
    socket.on('message', (packet) => this.#receive(packet));
  }

  #receive(received: Buffer): void {
    let packet = received;
    if (this.#unprotect !== null) {
      const length = this.#unprotect.unprotectRtp(packet, packet.length);
      if (length < 0) {
        this.forged++;
        return;
      }
      packet = packet.subarray(0, length);
    }
    const pt = packet[1]! & 0x7f;
    if (pt !== payloadTypes[this.codec]) return;
    const sequence = packet.readUInt16BE(2);
    if (this.lastSequence >= 0) this.lost += (sequence - this.lastSequence - 1) & 0xffff;
    this.lastSequence = sequence;
    this.lastTimestamp = packet.readUInt32BE(4);
    this.ssrc = packet.readUInt32BE(8);
    this.received++;
    this.arrivalsMs.push(performance.now());
    const samples = this.#decoder.decode(packet.subarray(12), this.#packet);
    for (let i = 0; i < samples; i++) {
      this.#heard[this.#heardSamples++ % this.#heard.length] = this.#packet[i]!;
    }
    for (const check of [...this.#waiting]) check();
  }

  #next(): void {
    const due = Math.floor((performance.now() - this.#startMs) / 20) + 1;
    for (; this.#frames < due; this.#frames++) this.#sendFrame();
    const waitMs = this.#startMs + this.#frames * 20 - performance.now();
    this.#timer = setTimeout(() => this.#next(), Math.max(1, waitMs));
  }

  #sendFrame(): void {
    const ticks = this.codec === 'opus' ? 960 : 160;
    if (this.#key !== null) this.#sendKey(this.#key);
    else this.#sendAudio(ticks);
    this.#timestamp = (this.#timestamp + ticks) >>> 0;
  }

  #sendAudio(ticks: number): void {
    const pcm = new Int16Array(this.sampleRate / 50);
    const amplitude = 32767 * 10 ** (this.toneDb / 20);
    const heardBefore = this.last((this.echo?.delayMs ?? 0) + 20);
    for (let i = 0; i < pcm.length; i++) {
      const t = this.#timestamp / (ticks * 50) + i / this.sampleRate;
      if (this.echo !== null) pcm[i] = this.echo.gain * (heardBefore[i] ?? 0);
      else if (this.voice !== null) pcm[i] = this.voice(t);
      else if (this.toneHz !== null) pcm[i] = amplitude * Math.sin(2 * Math.PI * this.toneHz * t);
    }
    const bytes = new Uint8Array(400);
    this.#pending.push(bytes.slice(0, this.#encoder.encode(pcm, bytes, 0)));
    const packets = this.codec === 'opus' ? 1 : (this.#options.ptimeMs ?? 20) / 20;
    if (this.#pending.length < packets) return;
    const timestamp = (this.#timestamp - (packets - 1) * ticks) >>> 0;
    if (packets >= 1) this.#send(payloadTypes[this.codec], timestamp, Buffer.concat(this.#pending));
    else this.#sendHalves(this.#pending[0]!, timestamp);
    this.#pending = [];
  }

  #sendHalves(frame: Uint8Array, timestamp: number): void {
    this.#send(payloadTypes[this.codec], timestamp, frame.subarray(0, 80));
    this.#send(payloadTypes[this.codec], (timestamp + 80) >>> 0, frame.subarray(80));
  }

  /** RFC 4733 §2.5.1: every 20 ms, the end three times. */
  #sendKey(key: PressedKey): void {
    const ticks = this.codec === 'opus' ? 960 : 160;
    key.frame++;
    const end = key.frame >= key.frames;
    const duration = key.frame * ticks;
    const payload = Uint8Array.of(key.code, end ? 0x8a : 10, duration >> 8, duration & 0xff);
    for (let i = 0; i < (end ? 3 : 1); i++) this.#send(eventPt, key.timestamp, payload);
    if (end) this.#key = null;
  }

  #send(payloadType: number, timestamp: number, payload: Uint8Array): void {
    const packet = Buffer.alloc(12 + payload.length);
    packet[0] = 0x80;
    packet[1] = payloadType;
    packet.writeUInt16BE(this.#sequence, 2);
    this.#sequence = (this.#sequence + 1) & 0xffff;
    packet.writeUInt32BE(timestamp, 4);
    packet.writeUInt32BE(this.sendingSsrc, 8);
    packet.set(payload, 12);
    if (this.#protect === null) {
      this.sendRaw(packet);
      return;
    }
    const room = Buffer.concat([packet, Buffer.alloc(srtpTrailerBytes)]);
    this.sendRaw(room.subarray(0, this.#protect.protectRtp(room, packet.length)));
  }
}

function cryptoLine(key: Uint8Array): string {
  const inline = Buffer.from(key).toString('base64');
  return `a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${inline}`;
}

async function openSocket(host: string): Promise<Socket> {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  await new Promise<void>((resolve) => socket.bind(0, host, resolve));
  return socket;
}
