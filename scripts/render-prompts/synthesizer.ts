import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const sampleRate = 16000;

/** A speech synthesizer with its voice and settings, all from Debian's packages. */
export interface Voice {
  /** Effects of sox that suit the voice to a telephone. */
  readonly equalizer: readonly string[];
  /** Speaks each text into the file of the same index. */
  speak(texts: readonly string[], files: readonly string[]): void;
}

function run(program: string, args: readonly string[], input?: string): Buffer {
  const result = spawnSync(program, args, {
    maxBuffer: 1 << 28,
    ...(input === undefined ? {} : { input }),
  });
  if (result.error !== undefined) throw result.error;
  if (result.status !== 0) throw new Error(`${program} failed: ${result.stderr.toString()}`);
  return result.stdout;
}

/** `speed` 1 is the voice's own; `equalizer` as for sox. For voices of the HTS engine. */
export function festival(voice: string, speed: number, equalizer: readonly string[]): Voice {
  const quote = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
  return {
    equalizer,
    speak(texts, files) {
      const lines = texts.map(
        (text, i) =>
          `(utt.save.wave (utt.synth (Utterance Text ${quote(text)})) ${quote(files[i]!)} 'riff)`,
      );
      const pace = `(set! hts_engine_params (append hts_engine_params '(("-r" ${speed}))))`;
      run('festival', ['--pipe'], `(voice_${voice})\n${pace}\n${lines.join('\n')}\n`);
    },
  };
}

interface EspeakSettings {
  readonly wordsPerMinute: number;
  /** 0–99. */
  readonly pitch: number;
}

export function espeak(voice: string, settings: EspeakSettings): Voice {
  const { wordsPerMinute, pitch } = settings;
  return {
    equalizer: [],
    speak(texts, files) {
      const options = ['-v', voice, '-s', String(wordsPerMinute), '-p', String(pitch), '-z'];
      texts.forEach((text, i) => run('espeak-ng', [...options, '-w', files[i]!, text]));
    },
  };
}

/** Speaks the texts; each result is mono at 16 kHz, −1..1. */
export function speakAll(voice: Voice, texts: readonly string[]): Float64Array[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'partyline-voice-'));
  try {
    const files = texts.map((_, i) => path.join(folder, `${i}.wav`));
    voice.speak(texts, files);
    return files.map((file) => resampled(file, voice.equalizer));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Taken down on the way in, as room for the equalizer and for the resampling filter's overshoot. */
const headroomDb = 9;

function resampled(file: string, equalizer: readonly string[]): Float64Array {
  const effects = ['gain', String(-headroomDb), ...equalizer, 'rate', '-v', String(sampleRate)];
  return fromFloats(run('sox', ['-D', '-V1', file, '-t', 'f32', '-c', '1', '-', ...effects]));
}

function fromFloats(bytes: Buffer): Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float64Array.from({ length: bytes.length >> 2 }, (_, i) => view.getFloat32(4 * i, true));
}
