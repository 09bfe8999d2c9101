/** Enough of a file to know how long its tag is. */
export const id3HeaderBytes = 10;

/** The length of the ID3v2 tag that begins here, header and footer included; 0 where none does. */
export function id3v2Bytes(data: Uint8Array): number {
  if (data.length < id3HeaderBytes) return 0;
  const [i, d, three, major, revision, flags] = data;
  if (i !== 0x49 || d !== 0x44 || three !== 0x33) return 0;
  if (major === 0xff || revision === 0xff || flags === undefined) return 0;
  let size = 0;
  for (const byte of data.subarray(6, id3HeaderBytes)) {
    // ID3v2.4 §6.2: a synchsafe integer leaves the highest bit of each byte at zero.
    if (byte > 0x7f) return 0;
    size = size * 0x80 + byte;
  }
  const hasFooter = major === 4 && (flags & 0x10) !== 0;
  return id3HeaderBytes + size + (hasFooter ? id3HeaderBytes : 0);
}

/** An ID3v1 tag is the last 128 bytes of a file. */
export const id3v1Bytes = 128;

export function isId3v1(data: Uint8Array): boolean {
  return data.length === id3v1Bytes && data[0] === 0x54 && data[1] === 0x41 && data[2] === 0x47;
}
