import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * libopus as WebAssembly, from @evan/opus. That package's own JavaScript is passed by: it allocates
 * per packet, cannot conceal a loss, and prefers a native build whose crash would take the process
 * along (decisions/0002-opus-library.md).
 */
interface LibopusExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  _initialize(): void;
  malloc(bytes: number): number;
  free(address: number): void;
  opus_decoder_get_size(channels: number): number;
  opus_decoder_init(state: number, sampleRate: number, channels: number): number;
  opus_decode(
    state: number,
    data: number,
    dataBytes: number,
    pcm: number,
    frameSamples: number,
    decodeFec: number,
  ): number;
  opus_encoder_get_size(channels: number): number;
  opus_encoder_init(
    state: number,
    sampleRate: number,
    channels: number,
    application: number,
  ): number;
  opus_encode(
    state: number,
    pcm: number,
    frameSamples: number,
    data: number,
    maxBytes: number,
  ): number;
  opus_encoder_ctl_set(state: number, request: number, value: number): number;
}

/** The part of the global that is used; the types of Node 20 leave it out. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
};

/** The longest packet: 120 ms in six frames of 1,275 bytes, and their lengths (RFC 6716 §3.2). */
export const maxPacketBytes = 6 * 1275 + 16;
const maxPcmSamples = 1920;

/** One instance, with its own memory, for each thread; legs differ by their state in it. */
export class Libopus {
  readonly #wasm: LibopusExports;
  /** Where packets and PCM pass through; each call leaves nothing behind in them. */
  readonly packetAddress: number;
  readonly pcmAddress: number;
  #packet = new Uint8Array(0);
  #pcm = new Int16Array(0);

  constructor() {
    const path = createRequire(import.meta.url).resolve('@evan/opus/wasm/simd.wasm');
    const ignored = () => 0;
    const instance = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(path)), {
      wasi_snapshot_preview1: {
        fd_seek: ignored,
        fd_write: ignored,
        fd_close: ignored,
        proc_exit: (status: number) => {
          throw new Error(`libopus gave up with status ${status}`);
        },
      },
      env: {
        emscripten_notify_memory_growth: () => {
          this.#view();
        },
      },
    });
    this.#wasm = instance.exports as LibopusExports;
    this.#wasm._initialize();
    this.packetAddress = this.#wasm.malloc(maxPacketBytes);
    this.pcmAddress = this.#wasm.malloc(2 * maxPcmSamples);
    this.#view();
  }

  /** The exchange buffer for packets. It moves when memory grows: do not keep it. */
  get packet(): Uint8Array {
    return this.#packet;
  }

  /** The exchange buffer for PCM. It moves when memory grows: do not keep it. */
  get pcm(): Int16Array {
    return this.#pcm;
  }

  get calls(): LibopusExports {
    return this.#wasm;
  }

  /** Bytes that this thread's libopus has of memory; it can grow, never shrink. */
  get memoryBytes(): number {
    return this.#wasm.memory.buffer.byteLength;
  }

  /** @throws Error when 2 GiB are used up */
  allocate(bytes: number): number {
    const address = this.#wasm.malloc(bytes);
    if (address === 0) throw new Error('libopus has no memory left');
    return address;
  }

  /** Within its memory. */
  copy(from: number, to: number, bytes: number): void {
    new Uint8Array(this.#wasm.memory.buffer).copyWithin(to, from, from + bytes);
  }

  #view(): void {
    const { buffer } = this.#wasm.memory;
    this.#packet = new Uint8Array(buffer, this.packetAddress, maxPacketBytes);
    this.#pcm = new Int16Array(buffer, this.pcmAddress, maxPcmSamples);
  }
}

let shared: Libopus | null = null;

/** This thread's libopus, compiled when the first leg needs it. */
export function libopus(): Libopus {
  shared ??= new Libopus();
  return shared;
}
