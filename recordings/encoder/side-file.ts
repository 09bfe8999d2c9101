import { closeSync, existsSync, fdatasync, fstatSync, openSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';

const synchronize = promisify(fdatasync);

/** A file beside the audio that is only added to. What cannot be written waits until it can. */
export class SideFile {
  readonly #descriptor: number;
  #pending: Buffer = Buffer.alloc(0);
  #bytes: number;
  #dirty = false;

  private constructor(descriptor: number) {
    this.#descriptor = descriptor;
    this.#bytes = fstatSync(descriptor).size;
  }

  /** @throws Error of the file system */
  static create(path: string): SideFile {
    return new SideFile(openSync(path, 'w'));
  }

  /** @throws Error of the file system */
  static reopen(path: string): SideFile {
    return new SideFile(openSync(path, existsSync(path) ? 'r+' : 'w'));
  }

  add(bytes: Uint8Array | string): void {
    const more = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
    if (more.length > 0) this.#pending = Buffer.concat([this.#pending, more]);
  }

  /** Writes what waits, as far as there is room. */
  flush(): void {
    try {
      while (this.#pending.length > 0) {
        const { length } = this.#pending;
        const written = writeSync(this.#descriptor, this.#pending, 0, length, this.#bytes);
        this.#bytes += written;
        this.#pending = this.#pending.subarray(written);
        this.#dirty = true;
      }
    } catch {
      // A full disk stops the audio too, which tells of it.
    }
  }

  /** Resolves when what was written would outlive the machine. */
  async sync(): Promise<void> {
    this.flush();
    if (!this.#dirty) return;
    this.#dirty = false;
    await synchronize(this.#descriptor).catch(() => (this.#dirty = true));
  }

  /** Replaces its first bytes. */
  mendHead(head: Uint8Array): void {
    if (this.#bytes >= head.length) writeSync(this.#descriptor, head, 0, head.length, 0);
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}
