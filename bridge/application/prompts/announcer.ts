import type { ClipName, PromptName } from '../../../ivr/prompt-names.js';
import { say } from '../../../ivr/say/say.js';
import type { Phrase } from '../../conference/phrase.js';
import type { Clip } from '../../ports/media-server.js';
import type { Language } from '../../ports/language.js';

export type SayablePhrase = Phrase<PromptName>;

/** Where a language's recordings are; from the operator's prompt pack or from ours. */
export type PromptPaths = Readonly<Record<Language, (name: ClipName) => string>>;

/** The greeting of that name in the operator's pack, or null where the usual one is to be heard. */
export type Greetings = (name: string) => string | null;

/** Turns what is to be said into what is to be played. */
export class Announcer {
  readonly #paths: PromptPaths;
  readonly #greetings: Greetings;

  constructor(paths: PromptPaths, greetings: Greetings = () => null) {
    this.#paths = paths;
    this.#greetings = greetings;
  }

  /** `greeting`: the name of what is said instead of the usual welcome, where there is one. */
  clips(
    phrases: readonly SayablePhrase[],
    language: Language,
    greeting: string | null = null,
  ): Clip[] {
    const welcome = greeting === null ? null : this.#greetings(greeting);
    const spoken = phrases.map((phrase) =>
      welcome !== null && 'prompt' in phrase && phrase.prompt === 'welcome'
        ? { recordedName: welcome }
        : phrase,
    );
    return spoken.flatMap((phrase): Clip[] =>
      'recordedName' in phrase
        ? [{ kind: 'file', path: phrase.recordedName }]
        : say([phrase], language).map((name) => this.clip(name, language)),
    );
  }

  clip(name: ClipName, language: Language): Clip {
    return { kind: 'file', path: this.#paths[language](name) };
  }
}
