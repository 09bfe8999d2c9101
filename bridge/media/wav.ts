import { PartylineError } from '../kernel/errors.js';

export interface WavAudio {
  readonly sampleRate: 8000 | 16000;
  /** Mono. */
  readonly pcm: Int16Array;
}

const mend =
  'convert it to a mono 16-bit PCM WAV of 8 or 16 kHz, e.g. sox in.wav -r 16000 -c 1 -b 16 out.wav';

const formatPcm = 1;
const formatExtensible = 0xfffe;

/**
 * Reads a RIFF WAVE file of mono 16-bit PCM at 8 or 16 kHz.
 * @throws PartylineError `bad-audio-file`, saying what is wrong
 */
export function readWav(bytes: Uint8Array): WavAudio {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || tag(view, 0) !== 'RIFF' || tag(view, 8) !== 'WAVE') {
    throw bad('it is not a WAV file');
  }
  let sampleRate: WavAudio['sampleRate'] | null = null;
  for (let offset = 12; offset + 8 <= bytes.length;) {
    const id = tag(view, offset);
    const start = offset + 8;
    // A cut file has less than it declares; so has one whose writer could not foresee its length
    // and put 0xffffffff there.
    const declared = view.getUint32(offset + 4, true);
    const available = bytes.length - start;
    if (id === 'fmt ') {
      sampleRate = readFormat(view, start, Math.min(declared, available));
    } else if (id === 'data') {
      if (sampleRate === null) throw bad('its audio comes before its format');
      const size = neverCompleted(view, start) ? available : Math.min(declared, available);
      return { sampleRate, pcm: readSamples(view, start, size >> 1) };
    }
    // Chunks are padded to an even length.
    offset = start + declared + (declared & 1);
  }
  throw bad(sampleRate === null ? 'it has no format' : 'it has no audio');
}

/** True when a writer was killed before it could put the sizes in: the file ends at the header. */
function neverCompleted(view: DataView, dataStart: number): boolean {
  const riffEnd = view.getUint32(4, true) + 8;
  return view.getUint32(dataStart - 4, true) === 0 && riffEnd <= dataStart;
}

function readFormat(view: DataView, start: number, size: number): WavAudio['sampleRate'] {
  if (size < 16) throw bad('its format is cut short');
  const format = view.getUint16(start, true);
  // WAVE_FORMAT_EXTENSIBLE carries the real format in the first two bytes of its GUID.
  const coding =
    format === formatExtensible && size >= 26 ? view.getUint16(start + 24, true) : format;
  if (coding !== formatPcm) throw bad(`its coding is ${coding}, not PCM`);
  const channels = view.getUint16(start + 2, true);
  if (channels !== 1) throw bad(`it has ${channels} channels, not 1`);
  const bits = view.getUint16(start + 14, true);
  if (bits !== 16) throw bad(`it has ${bits} bits per sample, not 16`);
  const rate = view.getUint32(start + 4, true);
  if (rate !== 8000 && rate !== 16000) throw bad(`its rate is ${rate} Hz, not 8000 or 16000`);
  return rate;
}

function readSamples(view: DataView, start: number, count: number): Int16Array {
  const pcm = new Int16Array(count);
  for (let i = 0; i < count; i++) pcm[i] = view.getInt16(start + 2 * i, true);
  return pcm;
}

function tag(view: DataView, offset: number): string {
  return String.fromCharCode(
    view.getUint8(offset),
    view.getUint8(offset + 1),
    view.getUint8(offset + 2),
    view.getUint8(offset + 3),
  );
}

function bad(what: string): PartylineError {
  return new PartylineError('bad-audio-file', `cannot use this audio file: ${what}`, { mend });
}
