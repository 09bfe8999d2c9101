import { type Cipher, createCipheriv, createHmac } from 'node:crypto';

/** AES in counter mode as SRTP uses it (RFC 3711 §4.1.1): the block count is the last 16 bits. */
export class AesCounter {
  readonly #cipher: Cipher;
  readonly #blocks = new Uint8Array(2048);

  /** `key`: 16 bytes. */
  constructor(key: Uint8Array) {
    // The bare block cipher makes the key stream: it is set up once, not for every packet.
    this.#cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
  }

  /** Encrypts or decrypts `data[from..to)` in place. `iv`: 16 bytes, the last two of them 0. */
  apply(iv: Uint8Array, data: Uint8Array, from: number, to: number): void {
    const perRound = this.#blocks.length / 16;
    for (let start = from, block = 0; start < to; start += this.#blocks.length, block += perRound) {
      const count = Math.min(perRound, Math.ceil((to - start) / 16));
      for (let i = 0; i < count; i++) {
        this.#blocks.set(iv, i * 16);
        this.#blocks[i * 16 + 14] = (block + i) >>> 8;
        this.#blocks[i * 16 + 15] = block + i;
      }
      const stream = this.#cipher.update(this.#blocks.subarray(0, count * 16));
      const end = Math.min(to, start + count * 16);
      for (let i = start; i < end; i++) data[i]! ^= stream[i - start]!;
    }
  }
}

export interface SessionKeys {
  /** 16, 20 and 14 bytes. */
  readonly encryption: Uint8Array;
  readonly authentication: Uint8Array;
  readonly salt: Uint8Array;
}

/**
 * RFC 3711 §4.3 with a key derivation rate of 0. `masterKey`: key and salt, 30 bytes.
 * `firstLabel`: 0 for RTP, 3 for RTCP (§4.3.2).
 */
export function deriveSessionKeys(masterKey: Uint8Array, firstLabel: 0 | 3): SessionKeys {
  const cipher = new AesCounter(masterKey.subarray(0, 16));
  const derive = (label: number, bytes: number): Uint8Array => {
    const iv = new Uint8Array(16);
    iv.set(masterKey.subarray(16, 30));
    iv[7]! ^= label;
    const key = new Uint8Array(bytes);
    cipher.apply(iv, key, 0, bytes);
    return key;
  };
  return {
    encryption: derive(firstLabel, 16),
    authentication: derive(firstLabel + 1, 20),
    salt: derive(firstLabel + 2, 14),
  };
}

/** HMAC-SHA1 over `data[0..length)` and then the word (RFC 3711 §4.2). */
export function authenticate(
  key: Uint8Array,
  data: Uint8Array,
  length: number,
  word: Uint8Array | null,
): Uint8Array {
  const hmac = createHmac('sha1', key).update(data.subarray(0, length));
  if (word !== null) hmac.update(word);
  return hmac.digest();
}

/** In a time that does not tell where they differ. */
export function sameTag(tag: Uint8Array, data: Uint8Array, at: number, bytes: number): boolean {
  let difference = 0;
  for (let i = 0; i < bytes; i++) difference |= tag[i]! ^ data[at + i]!;
  return difference === 0;
}

/** RFC 3711 §4.1.1: salt × 2^16 ⊕ SSRC × 2^64 ⊕ index × 2^16. `index` has 48 bits at most. */
export function writeIv(iv: Uint8Array, salt: Uint8Array, ssrc: number, index: number): void {
  iv.set(salt);
  iv[14] = 0;
  iv[15] = 0;
  const high = Math.floor(index / 0x1_0000_0000);
  iv[4]! ^= ssrc >>> 24;
  iv[5]! ^= ssrc >>> 16;
  iv[6]! ^= ssrc >>> 8;
  iv[7]! ^= ssrc;
  iv[8]! ^= high >>> 8;
  iv[9]! ^= high;
  iv[10]! ^= index >>> 24;
  iv[11]! ^= index >>> 16;
  iv[12]! ^= index >>> 8;
  iv[13]! ^= index;
}
