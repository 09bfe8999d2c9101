import { type FileHandle, open, unlink } from 'node:fs/promises';

const chunkBytes = 65_536;

/** A file of bare 16-bit samples that FreeSWITCH writes while we read it, frame by frame. */
export class GrowingPcm {
  readonly #path: string;
  readonly #frameSamples: number;
  #file: FileHandle | null = null;
  #position = 0;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(path: string, frameSamples: number) {
    this.#path = path;
    this.#frameSamples = frameSamples;
  }

  /** FreeSWITCH has begun to write it where we can see it. */
  get exists(): boolean {
    return this.#file !== null;
  }

  /** @returns the frames that are whole since the last time. */
  async read(): Promise<readonly Int16Array[]> {
    this.#file ??= await openIfThere(this.#path);
    if (this.#file === null) return [];
    const frames: Int16Array[] = [];
    for (;;) {
      const { bytesRead, buffer } = await this.#file.read({
        buffer: new Uint8Array(chunkBytes),
        position: this.#position,
      });
      this.#position += bytesRead;
      this.#cut(buffer.subarray(0, bytesRead), frames);
      if (bytesRead < chunkBytes) return frames;
    }
  }

  /** What FreeSWITCH wrote is of no use any more. */
  async remove(): Promise<void> {
    await this.#file?.close();
    this.#file = null;
    await unlink(this.#path).catch(() => undefined); // it was never there
  }

  #cut(bytes: Uint8Array, frames: Int16Array[]): void {
    const all = Buffer.concat([this.#rest, bytes]);
    const frameBytes = 2 * this.#frameSamples;
    const whole = Math.floor(all.length / frameBytes);
    for (let i = 0; i < whole; i++) {
      const frame = new Int16Array(this.#frameSamples);
      for (let n = 0; n < frame.length; n++) frame[n] = all.readInt16LE(i * frameBytes + 2 * n);
      frames.push(frame);
    }
    this.#rest = Uint8Array.from(all.subarray(whole * frameBytes));
  }
}

async function openIfThere(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r');
  } catch {
    return null;
  }
}
