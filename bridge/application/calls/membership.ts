import type { CodeCheck, FormAnswers, FormQuestion } from '../../../ivr/form/types.js';
import { idleKeypad, stepKeypad, type KeypadState } from '../../../ivr/keypad.js';
import type { Secret } from '../../../ivr/secret.js';
import type { DoorAnswers, DoorQuestion } from '../../conference/door.js';
import type { MemberQuestion } from '../../conference/effect.js';
import type { DepartureReason, Role } from '../../conference/words.js';
import { describeError, unreachable } from '../../kernel/errors.js';
import type { Logger } from '../../kernel/logger.js';
import type { Clock } from '../../ports/clock.js';
import type { RoomRecord } from '../../ports/directory.js';
import type { SayablePhrase } from '../prompts/announcer.js';
import type { CallDirectory } from '../directory/call-directory.js';
import type { Conferences } from '../conferences/conferences.js';
import type { ConferenceSession } from '../conferences/conference-session.js';
import type { TrySource } from '../defence/secret-throttle.js';
import { FormDriver } from './form-driver.js';
import type { AnsweredLeg } from './answered-leg.js';
import type { RecordedNames } from '../conferences/recorded-names.js';

export interface MembershipDependencies {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly directory: CallDirectory;
  readonly conferences: Conferences;
  readonly names: RecordedNames;
}

export interface Newcomer {
  readonly leg: AnsweredLeg;
  readonly room: RoomRecord;
  readonly role: Role;
  readonly name: string | null;
  readonly number: string | null;
  /** Whom wrong codes are counted against. */
  readonly source: TrySource;
  /** What need not be asked at the door. */
  readonly answers?: DoorAnswers;
}

/**
 * One leg's time with a conference: the questions at the door (A5–A7), then its keys, its holds
 * and in the end its leaving. The room core says what must be asked, and may send a member back to
 * the door.
 */
export class Membership {
  readonly #newcomer: Newcomer;
  readonly #deps: MembershipDependencies;
  #session: ConferenceSession | null = null;
  /** Open while the leg is at the door; it owns the keys. */
  #doorForm: FormDriver | null = null;
  /** Open while the leg is asked something in the conference. */
  #memberForm: FormDriver | null = null;
  #answers: DoorAnswers;
  #keypad: KeypadState = idleKeypad;
  #over = false;

  constructor(newcomer: Newcomer, deps: MembershipDependencies) {
    this.#newcomer = newcomer;
    this.#deps = deps;
    this.#answers = newcomer.answers ?? {};
  }

  /** Not in the conference yet. */
  get atDoor(): boolean {
    return this.#doorForm !== null;
  }

  enter(): void {
    const { leg, room, role, name, number } = this.#newcomer;
    const session = this.#deps.conferences.sessionOf(room);
    this.#session = session;
    session.join(
      {
        leg,
        askAtDoor: (questions) => this.#askAtDoor(questions),
        askMember: (question) => this.#askMember(question),
      },
      { kind: 'join', memberId: leg.id, role, name, number, answers: this.#answers },
    );
  }

  key(key: string): void {
    const form = this.#doorForm ?? this.#memberForm;
    if (form !== null) {
      form.key(key);
      return;
    }
    const { leg } = this.#newcomer;
    leg.interrupt();
    const { state, pressed } = stepKeypad(this.#keypad, key, this.#deps.clock.monotonicMs());
    this.#keypad = state;
    if (pressed === null) return;
    this.#session?.command({ kind: 'press-key', memberId: leg.id, key: pressed });
  }

  hold(onHold: boolean): void {
    this.#session?.command({ kind: 'set-hold', memberId: this.#newcomer.leg.id, onHold });
  }

  left(reason: DepartureReason): void {
    // The name of a member is the conference's to forget.
    if (this.atDoor) this.#deps.names.forget(this.#answers.name?.recordedName ?? null);
    this.close();
    this.#session?.command({ kind: 'leave', memberId: this.#newcomer.leg.id, reason });
  }

  /** Nothing more is asked. */
  close(): void {
    this.#over = true;
    this.#doorForm?.close();
    this.#doorForm = null;
    this.#memberForm?.close();
    this.#memberForm = null;
  }

  #askAtDoor(questions: readonly DoorQuestion[]): void {
    const { leg } = this.#newcomer;
    if (this.#over) return;
    leg.leave();
    this.#doorForm?.close();
    this.#doorForm = new FormDriver(
      leg,
      this.#deps.clock,
      questions.map((question) => this.#formQuestion(question)),
      {
        checkCode: (code) => this.#checkCode(code),
        record: () => this.#deps.names.record(leg.endpoint),
        done: (answers, lastWords) => void this.#answered(answers, lastWords),
        giveUp: (reason, lastWords) => {
          this.close();
          leg.endAfter(lastWords, reason);
        },
      },
    );
    this.#doorForm.start();
  }

  /** The leg stays in the conference, and hears the questions over it. */
  #askMember(question: MemberQuestion): void {
    if (this.#over) return;
    const answered = (answers: FormAnswers): void => {
      this.#memberForm = null;
      this.#answerMember(question, answers);
    };
    if (this.#memberForm !== null) {
      // It is answering something else already.
      this.#answerMember(question, {});
      return;
    }
    const { leg } = this.#newcomer;
    leg.interrupt();
    this.#memberForm = new FormDriver(leg, this.#deps.clock, [memberQuestion(question)], {
      checkCode: () => Promise.resolve({ kind: 'failed' }),
      record: () => this.#deps.names.record(leg.endpoint),
      done: answered,
      giveUp: () => answered({}),
    });
    this.#memberForm.start();
  }

  #answerMember(question: MemberQuestion, { phoneNumber, accepted }: FormAnswers): void {
    const { leg, room } = this.#newcomer;
    const by = { kind: 'member', memberId: leg.id } as const;
    switch (question.kind) {
      case 'phone-number':
        if (phoneNumber === undefined || phoneNumber === null) {
          leg.say([{ prompt: 'dial-out-cancelled' }]);
          return;
        }
        this.#deps.conferences
          .dialOut(room, { number: phoneNumber, by })
          .catch((error: unknown) => {
            this.#deps.logger.warn({ error: describeError(error) }, 'the number was not called');
          });
        return;
      case 'callee': {
        const { dialOutId } = question;
        const kind = accepted === false ? 'cancel-dial-out' : 'bring-in';
        this.#session?.command({ kind, dialOutId, by });
        return;
      }
      default:
        unreachable(question);
    }
  }

  #formQuestion(question: DoorQuestion): FormQuestion {
    switch (question.kind) {
      case 'security-code':
      case 'name':
        return question;
      case 'new-security-code':
        return { kind: question.kind, hasLast: this.#newcomer.room.securityCodeHash !== null };
      case 'billing-code': {
        const { kind, required, fallback } = question;
        return { kind, required, hasDefault: fallback !== null };
      }
      default:
        return unreachable(question);
    }
  }

  async #checkCode(code: Secret): Promise<CodeCheck> {
    const { room, source } = this.#newcomer;
    const hash = this.#session?.state.securityCodeHash ?? null;
    // A conference that has ended meanwhile has none: the door will say what is asked now.
    if (hash === null) return { kind: 'ok' };
    try {
      return await this.#deps.directory.checkSecurityCode(room, hash, code.reveal(), source);
    } catch (error) {
      this.#deps.logger.error({ error: describeError(error) }, 'security code check failed');
      return { kind: 'failed' };
    }
  }

  async #answered(answers: FormAnswers, lastWords: readonly SayablePhrase[]): Promise<void> {
    const { leg, room } = this.#newcomer;
    if (lastWords.length > 0) leg.say(lastWords);
    try {
      const hash = await this.#codeHash(room, answers.newSecurityCode);
      this.#answers = {
        ...this.#answers,
        ...(answers.securityCodeKeyed === true && this.#session !== null
          ? { keyedCodeOf: this.#session.state.id }
          : {}),
        ...(hash === null ? {} : { newSecurityCodeHash: hash }),
        ...(answers.billingCode === undefined ? {} : { billing: { code: answers.billingCode } }),
        ...(answers.recordedName === undefined
          ? {}
          : { name: { recordedName: answers.recordedName } }),
      };
    } catch (error) {
      this.#deps.logger.error({ error: describeError(error) }, 'the code could not be kept');
      this.close();
      leg.endAfter([{ prompt: 'technical-problem' }, { prompt: 'goodbye' }], 'directory-failed');
      return;
    }
    if (this.#over) return;
    this.#doorForm = null;
    this.enter();
  }

  async #codeHash(room: RoomRecord, code: FormAnswers['newSecurityCode']): Promise<string | null> {
    if (code === undefined) return null;
    if (code === null) return room.securityCodeHash;
    return this.#deps.directory.setSecurityCode(room, code.reveal());
  }
}

function memberQuestion(question: MemberQuestion): FormQuestion {
  switch (question.kind) {
    case 'phone-number':
      return { kind: 'phone-number' };
    case 'callee':
      return { kind: 'choice', phrases: [{ prompt: 'guest-has-accepted' }], silenceAccepts: true };
    default:
      return unreachable(question);
  }
}
