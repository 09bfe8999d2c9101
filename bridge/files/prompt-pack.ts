import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  promptNamesOf,
  soundNames,
  type ClipName,
  type PromptName,
  type SoundName,
} from '../../ivr/prompt-names.js';
import { describeError, PartylineError } from '../kernel/errors.js';
import type { Logger } from '../kernel/logger.js';
import type { Language } from '../ports/language.js';

/**
 * A prompt pack is a folder of mono 16-bit WAV files of 8 or 16 kHz: `<language>/<prompt>.wav` for
 * what is spoken and `sounds/<sound>.wav` for tones and music. Ours is ivr/prompts; an operator's
 * pack of the same form may hold any part of it and wins file by file. It may also hold
 * `greetings/<name>.wav`, which access numbers name (A2).
 */
export interface PromptPackOptions {
  readonly language: Language;
  /** The folder of our own pack, which is whole. */
  readonly root: string;
  readonly operator?: OperatorPack;
}

export interface OperatorPack {
  readonly folder: string;
  /** Throws, saying why, when a file cannot be played; ours is then used. */
  readonly checkAudio: (bytes: Uint8Array) => void;
  readonly logger: Logger;
}

/** The file to play for a name. @throws PartylineError `not-found` for a name of another language */
export type PromptPack = (name: ClipName) => string;

/**
 * Looks every file up once.
 * @throws PartylineError `bad-audio-file` when our own pack lacks a file
 */
export function loadPromptPack(options: PromptPackOptions): PromptPack {
  const { language, root, operator } = options;
  const names: readonly ClipName[] = [...promptNamesOf[language], ...soundNames];
  const files = new Map<ClipName, string>();
  for (const name of names) {
    const relative = path.join(folderOf(name, language), `${name}.wav`);
    const own = path.join(root, relative);
    const file = operator === undefined ? null : operatorFile(operator, relative);
    if (file === null && !existsSync(own)) {
      throw new PartylineError('bad-audio-file', `the prompt ${own} is missing`, {
        mend: 'install Partyline again, or render it: node scripts/render-prompts.mjs',
      });
    }
    files.set(name, file ?? own);
  }
  return (name) => {
    const file = files.get(name);
    if (file === undefined) {
      throw new PartylineError('not-found', `no prompt ${name} in the language ${language}`);
    }
    return file;
  };
}

/** The operator's own greetings, each looked up when it is first asked for, and once. */
export function loadGreetings(operator: OperatorPack | undefined): (name: string) => string | null {
  const files = new Map<string, string | null>();
  return (name) => {
    if (operator === undefined) return null;
    let file = files.get(name);
    if (file === undefined) {
      file = operatorFile(operator, path.join('greetings', `${name}.wav`));
      files.set(name, file);
    }
    return file;
  };
}

function folderOf(name: PromptName | SoundName, language: Language): string {
  return (soundNames as readonly string[]).includes(name) ? 'sounds' : language;
}

/** Null when the operator's pack has no such file, or one that cannot be played. */
function operatorFile(operator: OperatorPack, relative: string): string | null {
  const file = path.join(operator.folder, relative);
  if (!existsSync(file)) return null;
  try {
    operator.checkAudio(readFileSync(file));
    return file;
  } catch (error) {
    operator.logger.warn(
      { file, error: describeError(error) },
      'a prompt of your own cannot be played; the one that comes with Partyline is used',
    );
    return null;
  }
}
