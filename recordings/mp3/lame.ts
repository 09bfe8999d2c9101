import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createEncoder } from 'wasm-media-encoders';
import { sampleRate, type BitrateKbps } from './stream-format.js';

/** LAME, making one stream of MP3 of one stream of samples. */
export interface Mp3Encoder {
  /** `samples` from −1 to 1, any number. @returns bytes, good until the next call; may be none */
  encode(samples: Float32Array): Uint8Array;
  /** What is still inside, with silence to fill the last frame. Nothing is encoded after. */
  finish(): Uint8Array;
}

let library: Promise<Uint8Array> | null = null;

/** Each encoder has memory of its own, about 1 MB. */
export async function createMp3Encoder(bitrateKbps: BitrateKbps): Promise<Mp3Encoder> {
  library ??= readFile(createRequire(import.meta.url).resolve('wasm-media-encoders/wasm/mp3'));
  const lame = await createEncoder('audio/mpeg', await library);
  lame.configure({
    channels: 1,
    sampleRate,
    outputSampleRate: sampleRate,
    bitrate: bitrateKbps,
  });
  return {
    encode: (samples) => lame.encode([samples]),
    finish: () => lame.finalize(),
  };
}
