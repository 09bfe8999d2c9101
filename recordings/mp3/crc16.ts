/** CRC-16 as LAME's tag has it: polynomial 0x8005, reflected, from 0. */
export function crc16(bytes: Uint8Array, crc = 0): number {
  for (const byte of bytes) crc = table[(crc ^ byte) & 0xff]! ^ (crc >> 8);
  return crc;
}

const table = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  return crc;
});
