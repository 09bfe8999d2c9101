import type { WavAudio } from './wav.js';

/** A RIFF WAVE file of mono 16-bit PCM. */
export function writeWav({ sampleRate, pcm }: WavAudio): Uint8Array {
  const dataBytes = 2 * pcm.length;
  const bytes = Buffer.alloc(44 + dataBytes);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(36 + dataBytes, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20); // PCM
  bytes.writeUInt16LE(1, 22); // mono
  bytes.writeUInt32LE(sampleRate, 24);
  bytes.writeUInt32LE(2 * sampleRate, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(dataBytes, 40);
  for (let i = 0; i < pcm.length; i++) bytes.writeInt16LE(pcm[i]!, 44 + 2 * i);
  return bytes;
}
