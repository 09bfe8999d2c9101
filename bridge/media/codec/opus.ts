import { libopus, maxPacketBytes } from './opus-library.js';
import {
  maxFrameBytes,
  maxPacketSamples,
  type Decoder,
  type Encoder,
  type OpusEncoderOptions,
} from './types.js';

const sampleRate = 16000;
const frameSamples = 320;
/** libopus conceals in multiples of 2.5 ms. */
const concealedUnit = 40;

// Requests and values of opus_defines.h.
const applicationVoip = 2048;
const setBitrate = 4002;
const setComplexity = 4010;
const setInbandFec = 4012;
const setPacketLossPct = 4014;
const setSignal = 4024;
const signalVoice = 3001;

/** Between the quality of 10 and the cost of 0; speech gains little above it. */
const complexity = 5;
/** What in-band FEC is dimensioned for, when the far end asks for it. */
const expectedLossPct = 5;

const defaults: OpusEncoderOptions = { bitrateBps: 24000, inbandFec: false };

export class OpusDecoder implements Decoder {
  readonly sampleRate = sampleRate;
  readonly #library = libopus();
  #state: number;

  constructor() {
    const { calls } = this.#library;
    this.#state = this.#library.allocate(calls.opus_decoder_get_size(1));
    check(calls.opus_decoder_init(this.#state, sampleRate, 1), 'open a decoder');
  }

  decode(data: Uint8Array, out: Int16Array): number {
    // libopus would take an empty packet for a loss.
    if (this.#state === 0 || data.length === 0 || data.length > maxPacketBytes) return 0;
    const { calls, packet, packetAddress, pcmAddress } = this.#library;
    for (let i = 0; i < data.length; i++) packet[i] = data[i]!;
    const room = maxPacketSamples[sampleRate];
    const length = data.length;
    return this.#copy(
      calls.opus_decode(this.#state, packetAddress, length, pcmAddress, room, 0),
      out,
    );
  }

  conceal(out: Int16Array, samples: number): void {
    out.fill(0, 0, samples);
    if (this.#state === 0) return;
    const { calls, pcmAddress } = this.#library;
    const wanted = Math.ceil(samples / concealedUnit) * concealedUnit;
    const made = calls.opus_decode(this.#state, 0, 0, pcmAddress, wanted, 0);
    this.#copy(Math.min(made, samples), out);
  }

  close(): void {
    if (this.#state !== 0) this.#library.calls.free(this.#state);
    this.#state = 0;
  }

  /** @param made samples in the exchange buffer, or an error of libopus, below zero */
  #copy(made: number, out: Int16Array): number {
    const { pcm } = this.#library;
    const samples = Math.min(made, out.length);
    for (let i = 0; i < samples; i++) out[i] = pcm[i]!;
    return Math.max(0, samples);
  }
}

export class OpusEncoder implements Encoder {
  readonly sampleRate = sampleRate;
  readonly #library = libopus();
  #state: number;

  constructor(options: Partial<OpusEncoderOptions> = {}) {
    const { bitrateBps, inbandFec } = { ...defaults, ...options };
    const { calls } = this.#library;
    this.#state = this.#library.allocate(calls.opus_encoder_get_size(1));
    check(calls.opus_encoder_init(this.#state, sampleRate, 1, applicationVoip), 'open an encoder');
    this.#set(setComplexity, complexity);
    this.#set(setSignal, signalVoice);
    this.#set(setBitrate, Math.max(6000, Math.min(64000, bitrateBps)));
    this.#set(setInbandFec, inbandFec ? 1 : 0);
    this.#set(setPacketLossPct, inbandFec ? expectedLossPct : 0);
  }

  encode(frame: Int16Array, out: Uint8Array, outOffset: number): number {
    if (this.#state === 0) return 0;
    const { calls, pcm, packet, pcmAddress, packetAddress } = this.#library;
    for (let i = 0; i < frameSamples; i++) pcm[i] = frame[i] ?? 0;
    const bytes = calls.opus_encode(
      this.#state,
      pcmAddress,
      frameSamples,
      packetAddress,
      Math.min(maxFrameBytes.opus, out.length - outOffset),
    );
    for (let i = 0; i < bytes; i++) out[outOffset + i] = packet[i]!;
    return Math.max(0, bytes);
  }

  continueFrom(other: Encoder): void {
    if (!(other instanceof OpusEncoder) || this.#state === 0 || other.#state === 0) return;
    // opus.h: an encoder's state has no pointers into itself, and may be copied.
    const bytes = this.#library.calls.opus_encoder_get_size(1);
    this.#library.copy(other.#state, this.#state, bytes);
  }

  close(): void {
    if (this.#state !== 0) this.#library.calls.free(this.#state);
    this.#state = 0;
  }

  #set(request: number, value: number): void {
    check(this.#library.calls.opus_encoder_ctl_set(this.#state, request, value), 'set it up');
  }
}

function check(result: number, what: string): void {
  if (result < 0) throw new Error(`libopus could not ${what}: error ${result}`);
}
