import { unreachable } from '../../kernel/errors.js';
import { G711Decoder, G711Encoder } from './g711.js';
import { G722Decoder, G722Encoder } from './g722.js';
import { OpusDecoder, OpusEncoder } from './opus.js';
import type { CodecName, Decoder, Encoder, EncoderOptions } from './types.js';

export function createDecoder(codec: CodecName): Decoder {
  switch (codec) {
    case 'PCMU':
    case 'PCMA':
      return new G711Decoder(codec);
    case 'G722':
      return new G722Decoder();
    case 'opus':
      return new OpusDecoder();
    default:
      return unreachable(codec);
  }
}

export function createEncoder(codec: CodecName, options: EncoderOptions = {}): Encoder {
  switch (codec) {
    case 'PCMU':
    case 'PCMA':
      return new G711Encoder(codec);
    case 'G722':
      return new G722Encoder();
    case 'opus':
      return new OpusEncoder(options.opus);
    default:
      return unreachable(codec);
  }
}
