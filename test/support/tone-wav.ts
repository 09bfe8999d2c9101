import { sine } from './audio.js';
import { wavFile } from './wav-file.js';

const sampleRate = 16000;

/**
 * A WAV file, mono at 16 kHz, of a steady sine of that level; of silence where it is null.
 * `frequencyHz`: whole, so that one second joins the next without a click.
 */
export function toneWav(
  frequencyHz: number | null,
  levelDbov: number,
  seconds: number,
): Uint8Array {
  const pcm = new Int16Array(sampleRate * seconds);
  if (frequencyHz !== null) {
    const second = sine(frequencyHz, levelDbov, sampleRate, 1000);
    for (let at = 0; at < pcm.length; at += sampleRate) pcm.set(second, at);
  }
  return wavFile({ pcm, sampleRate });
}
