/**
 * Speech codecs. PCM is 16-bit mono; one frame is 20 ms, that is 160 samples at 8 kHz and 320 at
 * 16 kHz. Nothing here allocates per packet: the caller owns all buffers and uses them again.
 */
export type CodecName = 'PCMU' | 'PCMA' | 'G722' | 'opus';

/** The rate of a codec's PCM. For G.722 and Opus it is not the RTP clock rate (RFC 3551, RFC 7587). */
export type SampleRate = 8000 | 16000;

/** The longest packet any codec here can carry: 120 ms of Opus (RFC 6716 §2.1.4). */
const maxPacketMs = 120;

export const maxPacketSamples: Readonly<Record<SampleRate, number>> = {
  8000: (8000 * maxPacketMs) / 1000,
  16000: (16000 * maxPacketMs) / 1000,
};

/** One stream's decoder. */
export interface Decoder {
  readonly sampleRate: SampleRate;
  /**
   * Decodes one packet's payload.
   * @param out holds at least `maxPacketSamples[sampleRate]`; what does not fit is dropped
   * @returns samples written, 0 when the payload is empty or is no valid packet of this codec
   */
  decode(data: Uint8Array, out: Int16Array): number;
  /**
   * Fills `out` with `samples` samples in place of lost ones: like what went before, fading to
   * silence when the loss lasts.
   */
  conceal(out: Int16Array, samples: number): void;
  /** Frees what the garbage collector cannot. Idempotent; the decoder must not be used after. */
  close(): void;
}

/** One stream's encoder. */
export interface Encoder {
  readonly sampleRate: SampleRate;
  /**
   * Encodes one 20 ms frame into `out` from `outOffset` on.
   * @param pcm the frame: `sampleRate / 50` samples; more are ignored
   * @param out has room for at least the codec's `maxFrameBytes` after `outOffset`
   * @returns bytes written
   */
  encode(pcm: Int16Array, out: Uint8Array, outOffset: number): number;
  /**
   * Goes on where `other`, of the same codec, stands: a listener who is moved from its stream to
   * this one hears no break.
   */
  continueFrom(other: Encoder): void;
  /** Frees what the garbage collector cannot. Idempotent; the encoder must not be used after. */
  close(): void;
}

/** No encoder here writes more than this for one 20 ms frame; G.711 and G.722 always write as much. */
export const maxFrameBytes: Readonly<Record<CodecName, number>> = {
  PCMU: 160,
  PCMA: 160,
  G722: 160,
  opus: 400,
};

export interface OpusEncoderOptions {
  /** 6,000–64,000; the far end's `maxaveragebitrate` caps it (RFC 7587 §6.1). */
  readonly bitrateBps: number;
  /** In-band FEC, when the far end says `useinbandfec=1`. */
  readonly inbandFec: boolean;
}

export interface EncoderOptions {
  readonly opus?: Partial<OpusEncoderOptions>;
}
