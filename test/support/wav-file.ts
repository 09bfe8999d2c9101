interface Chunk {
  readonly id: string;
  readonly bytes: Uint8Array;
}

export interface WavFileOptions {
  readonly pcm: Int16Array;
  readonly sampleRate: number;
  readonly channels?: number;
  readonly bits?: number;
  readonly coding?: number;
  readonly extensible?: boolean;
  /** What the headers claim, when not the truth. */
  readonly dataSize?: number;
  readonly riffSize?: number;
  readonly before?: readonly Chunk[];
  readonly after?: readonly Chunk[];
}

/** A RIFF WAVE file, right or deliberately wrong. */
export function wavFile(options: WavFileOptions): Uint8Array {
  const data = Buffer.from(options.pcm.slice().buffer);
  const body = Buffer.concat([
    Buffer.from('WAVE'),
    chunk('fmt ', format(options)),
    ...(options.before ?? []).map(({ id, bytes }) => chunk(id, bytes)),
    chunk('data', data, options.dataSize),
    ...(options.after ?? []).map(({ id, bytes }) => chunk(id, bytes)),
  ]);
  const head = Buffer.from('RIFF....');
  head.writeUInt32LE(options.riffSize ?? body.length, 4);
  return new Uint8Array(Buffer.concat([head, body]));
}

function format(options: WavFileOptions): Buffer {
  const { channels = 1, bits = 16, coding = 1, extensible = false, sampleRate } = options;
  const bytes = Buffer.alloc(extensible ? 40 : 16);
  bytes.writeUInt16LE(extensible ? 0xfffe : coding, 0);
  bytes.writeUInt16LE(channels, 2);
  bytes.writeUInt32LE(sampleRate, 4);
  bytes.writeUInt32LE((sampleRate * channels * bits) / 8, 8);
  bytes.writeUInt16LE((channels * bits) / 8, 12);
  bytes.writeUInt16LE(bits, 14);
  if (extensible) {
    bytes.writeUInt16LE(22, 16);
    bytes.writeUInt16LE(coding, 24);
  }
  return bytes;
}

function chunk(id: string, bytes: Uint8Array, claimedSize = bytes.length): Buffer {
  const head = Buffer.from(`${id}....`);
  head.writeUInt32LE(claimedSize, 4);
  return Buffer.concat([head, bytes, Buffer.alloc(bytes.length & 1)]);
}
