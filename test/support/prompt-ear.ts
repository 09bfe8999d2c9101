import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Language } from '../../bridge/conference/languages.js';
import type { PromptName } from '../../ivr/prompt-names.js';
import type { Phone } from './baresip.js';
import { GrowingRecording } from './growing-recording.js';
import { readSound } from './listen.js';
import { endOfInTurns, matchRate, stillOpen, thinned } from './voice-match.js';

const project = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const pollMs = 200;
const patienceMs = 40_000;

/** Follows what a phone hears, and knows our prompts when they are played whole. */
export class PromptEar {
  readonly #phone: Phone;
  readonly #language: Language;
  readonly #clips = new Map<PromptName, Float64Array>();
  #recording: GrowingRecording | null = null;
  /** Everything before this has been accounted for. */
  #fromSample = 0;

  constructor(phone: Phone, language: Language) {
    this.#phone = phone;
    this.#language = language;
  }

  /** Resolves when the prompt has been heard to its end, after what was waited for before. */
  async waitFor(name: PromptName): Promise<void> {
    const clip = this.#clip(name);
    const deadline = Date.now() + patienceMs;
    // Each moment is listened to once: phones starve beside a test that computes all the time.
    let fromSample = this.#fromSample;
    while (Date.now() < deadline) {
      const heard = this.#heard();
      const end = await endOfInTurns(clip, heard, fromSample);
      if (end !== null) {
        this.#fromSample = end;
        return;
      }
      fromSample = Math.max(fromSample, stillOpen(clip, heard.length));
      await delay(pollMs);
    }
    throw new Error(
      `the ${this.#language} prompt ${name} was not heard by ${this.#phone.uri}; ${this.#keep()}`,
    );
  }

  /** Each in turn. */
  async waitForAll(...names: readonly PromptName[]): Promise<void> {
    for (const name of names) await this.waitFor(name);
  }

  /** Whether it has been heard at any time so far. */
  async everHeard(name: PromptName): Promise<boolean> {
    return (await endOfInTurns(this.#clip(name), this.#heard(), 0)) !== null;
  }

  #clip(name: PromptName): Float64Array {
    const known = this.#clips.get(name);
    if (known !== undefined) return known;
    const file = path.join(project, 'ivr', 'prompts', this.#language, `${name}.wav`);
    const { samples, sampleRate } = readSound(file);
    const clip = thinned(samples, sampleRate);
    this.#clips.set(name, clip);
    return clip;
  }

  /** Of the phone's last call. */
  #heard(): Float64Array {
    const file = this.#phone.recording;
    if (this.#recording?.file !== file) this.#recording = new GrowingRecording(file);
    return this.#recording.read();
  }

  /** For whoever wants to listen to it: the phone's own files go with the phone. */
  #keep(): string {
    const folder = path.join(project, 'dist', 'heard');
    mkdirSync(folder, { recursive: true });
    const kept = path.join(folder, `${this.#phone.uri.replace(/[^\w]+/g, '-')}.wav`);
    copyFileSync(this.#phone.recording, kept);
    const fromS = this.#fromSample / matchRate;
    return `it heard ${path.relative(project, kept)}, from ${fromS.toFixed(1)} s on`;
  }
}
