import type { Test } from 'tap';
import type { Language } from '../../bridge/conference/languages.js';
import { Phone } from '../support/baresip.js';
import { BridgeProcess } from '../support/bridge-process.js';
import { PromptEar } from '../support/prompt-ear.js';

/** A phone in a conference, and what it hears of our prompts. */
export interface Caller {
  readonly phone: Phone;
  readonly hears: PromptEar;
}

const accessNumber: Readonly<Record<Language, string>> = { en: '+3225550100', fr: '+3225550101' };

/** A bridge with one room and an access number of the language. */
export class KeypadCalls {
  readonly bridge: BridgeProcess;
  readonly #t: Test;
  readonly #language: Language;
  readonly room: string;
  readonly #pin: string;
  #phones = 0;

  private constructor(
    t: Test,
    bridge: BridgeProcess,
    language: Language,
    room: string,
    pin: string,
  ) {
    this.#t = t;
    this.bridge = bridge;
    this.#language = language;
    this.room = room;
    this.#pin = pin;
  }

  static open(t: Test, language: Language, ...options: string[]): Promise<KeypadCalls> {
    return KeypadCalls.openWith(t, language, '', ...options);
  }

  /** `config`: the configuration file, as YAML. */
  static async openWith(
    t: Test,
    language: Language,
    config: string,
    ...options: string[]
  ): Promise<KeypadCalls> {
    const bridge = await BridgeProcess.start({}, config);
    t.teardown(() => bridge.stop());
    const { room, pin } = await bridge.addOrganizer(`language=${language}`, ...options);
    const number = ['number', 'add', accessNumber[language], '--country', 'BE', '--kind', 'toll'];
    await bridge.command(...number, '--language', language);
    return new KeypadCalls(t, bridge, language, room, pin);
  }

  /** `partyline room set`, for the conferences to come. */
  async set(...options: readonly string[]): Promise<void> {
    await this.bridge.command('room', 'set', this.room, ...options);
  }

  /**
   * Dials in and keys everything ahead of the prompts; `toneHz` is what the phone says, and `name`
   * what it is called by, and its number.
   */
  async enter(
    role: 'organizer' | 'participant',
    toneHz: number | null = null,
    name = `${role}${this.#phones++}`,
  ): Promise<Caller> {
    const phone = await Phone.start({ codec: 'PCMU', toneHz, name });
    this.#t.teardown(() => phone.stop());
    await phone.dial(this.bridge.uri(accessNumber[this.#language]));
    await phone.press(`${this.room}#${role === 'organizer' ? `*${this.#pin}` : ''}#`);
    return { phone, hears: new PromptEar(phone, this.#language) };
  }
}

/** Says its tone as a name, and keeps it. */
export async function sayName({ phone, hears }: Caller): Promise<void> {
  await hears.waitFor('say-your-name');
  await phone.listen(2_000);
  await phone.press('#');
  await hears.waitFor('your-name-is');
  await phone.press('#');
}

/** Says nothing as often as it is asked for a name. A key counts after the tone, not before. */
export async function staysNameless({ phone, hears }: Caller): Promise<void> {
  for (let asked = 0; asked < 3; asked++) {
    if (asked > 0) await hears.waitFor('no-name-heard');
    await hears.waitFor('say-your-name');
    await phone.listen(1_000);
    await phone.press('#');
  }
}
