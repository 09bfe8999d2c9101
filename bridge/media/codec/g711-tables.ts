import type { CodecName } from './types.js';

/** The companding laws of ITU-T G.711 as tables, since a look-up is all there is time for. */
export interface CompandingLaw {
  /** Code to 16-bit linear. */
  readonly linear: Int16Array;
  /** 16-bit linear, as an unsigned index (`sample & 0xffff`), to code. */
  readonly code: Uint8Array;
  /** Code to its power, where full scale is 1. */
  readonly power: Float64Array;
}

export type CompandedCodec = Extract<CodecName, 'PCMU' | 'PCMA'>;

/** G.711 table 2: 14-bit magnitudes biased by 33, here scaled to 16 bits. */
const muLawBias = 33 << 2;
const muLawClip = 32635;

function muLawToLinear(code: number): number {
  const inverted = ~code & 0xff;
  const segment = (inverted >> 4) & 7;
  const magnitude = ((((inverted & 15) << 3) + muLawBias) << segment) - muLawBias;
  return (inverted & 0x80) === 0 ? magnitude : -magnitude;
}

function linearToMuLaw(sample: number): number {
  const magnitude = Math.min(Math.abs(sample), muLawClip) + muLawBias;
  const segment = 24 - Math.clz32(magnitude);
  const mantissa = (magnitude >> (segment + 3)) & 15;
  return ~((sample < 0 ? 0x80 : 0) | (segment << 4) | mantissa) & 0xff;
}

/** G.711 §3.3: even bits are inverted on the line. */
const evenBits = 0x55;

function aLawToLinear(code: number): number {
  const plain = code ^ evenBits;
  const segment = (plain >> 4) & 7;
  const step = ((plain & 15) << 4) + 8;
  const magnitude = segment === 0 ? step : (step + 0x100) << (segment - 1);
  return (plain & 0x80) === 0 ? -magnitude : magnitude;
}

function linearToALaw(sample: number): number {
  // The lowest step below zero is −1…−16, so magnitudes of negative samples begin at 0 with −1.
  const magnitude = sample < 0 ? -sample - 1 : sample;
  const segment = magnitude < 0x100 ? 0 : 24 - Math.clz32(magnitude);
  const mantissa = (magnitude >> (segment === 0 ? 4 : segment + 3)) & 15;
  return ((sample < 0 ? 0 : 0x80) | (segment << 4) | mantissa) ^ evenBits;
}

function tabulate(toLinear: (code: number) => number, toCode: (sample: number) => number) {
  const linear = Int16Array.from({ length: 256 }, (_, code) => toLinear(code));
  return {
    linear,
    code: Uint8Array.from({ length: 65536 }, (_, index) => toCode((index << 16) >> 16)),
    power: Float64Array.from(linear, (sample) => (sample / 32768) ** 2),
  };
}

export const companding: Readonly<Record<CompandedCodec, CompandingLaw>> = {
  PCMU: tabulate(muLawToLinear, linearToMuLaw),
  PCMA: tabulate(aLawToLinear, linearToALaw),
};
