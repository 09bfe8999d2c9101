import { createForm, stepForm } from '../../../ivr/form/form.js';
import type {
  CodeCheck,
  FormAnswers,
  FormEffect,
  FormEndReason,
  FormInput,
  FormQuestion,
  FormSettings,
  FormState,
} from '../../../ivr/form/types.js';
import type { Secret } from '../../../ivr/secret.js';
import type { SpeechEffect } from '../../../ivr/speech.js';
import { unreachable } from '../../kernel/errors.js';
import type { Clock } from '../../ports/clock.js';
import type { SpeechRecording } from '../../ports/media-server.js';
import type { SayablePhrase } from '../prompts/announcer.js';
import { DialogueRunner } from './dialogue-runner.js';
import type { AnsweredLeg } from './answered-leg.js';

/** What a form needs done, and whom it tells of its end. */
export interface FormDelegate {
  checkCode(code: Secret): Promise<CodeCheck>;
  /** Begins to record the caller. */
  record(): SpeechRecording;
  done(answers: FormAnswers, lastWords: readonly SayablePhrase[]): void;
  giveUp(reason: FormEndReason, lastWords: readonly SayablePhrase[]): void;
}

type OwnEffect = Exclude<FormEffect, SpeechEffect>;

/** Leads one caller through a form: carries out its effects, and tells it what came. */
export class FormDriver {
  readonly #delegate: FormDelegate;
  readonly #runner: DialogueRunner<FormState, FormInput, OwnEffect>;
  #recording: SpeechRecording | null = null;

  constructor(
    leg: AnsweredLeg,
    clock: Clock,
    questions: readonly FormQuestion[],
    delegate: FormDelegate,
    settings?: FormSettings,
  ) {
    this.#delegate = delegate;
    this.#runner = new DialogueRunner<FormState, FormInput, OwnEffect>({
      leg,
      clock,
      label: 'form',
      initial: createForm(questions, settings),
      step: stepForm,
      carryOut: (effect) => this.#carryOut(effect),
    });
  }

  start(): void {
    this.#runner.input({ kind: 'started' });
  }

  key(key: string): void {
    this.#runner.input({ kind: 'key', key });
  }

  /** The caller has gone, or the form is over. */
  close(): void {
    this.#runner.close();
    this.#recording?.stop();
  }

  #carryOut(effect: OwnEffect): void {
    switch (effect.kind) {
      case 'check-code':
        void this.#delegate
          .checkCode(effect.code)
          .then((result) => this.#runner.input({ kind: 'code-checked', result }));
        return;
      case 'record':
        void this.#record().then((input) => this.#runner.input(input));
        return;
      case 'stop-recording':
        this.#recording?.stop();
        return;
      case 'done':
        this.close();
        this.#delegate.done(effect.answers, effect.phrases);
        return;
      case 'give-up':
        this.close();
        this.#delegate.giveUp(effect.reason, effect.phrases);
        return;
      default:
        unreachable(effect);
    }
  }

  async #record(): Promise<FormInput> {
    this.#recording = this.#delegate.record();
    const end = await this.#recording.ended;
    this.#recording = null;
    if (end.kind === 'failed') return { kind: 'recording-failed' };
    return { kind: 'recorded', recordedName: end.kind === 'recorded' ? end.path : null };
  }
}
