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
import type { TrySource } from '../defence/pin-throttle.js';
import { FormDriver } from './form-driver.js';
import type { Line } from './line.js';
import type { RecordedNames } from '../conferences/recorded-names.js';

export interface VisitPorts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly directory: CallDirectory;
  readonly conferences: Conferences;
  readonly names: RecordedNames;
}

export interface Visitor {
  readonly line: Line;
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
 * One line's time with a conference: the questions at the door (A5–A7), then its keys, its holds
 * and in the end its leaving. The room core says what must be asked, and may send a line back to
 * the door.
 */
export class ConferenceVisit {
  readonly #visitor: Visitor;
  readonly #ports: VisitPorts;
  #session: ConferenceSession | null = null;
  /** Open while the line is at the door; it owns the keys. */
  #form: FormDriver | null = null;
  /** Open while the line is asked something in the conference. */
  #inside: FormDriver | null = null;
  #answers: DoorAnswers;
  #keypad: KeypadState = idleKeypad;
  #over = false;

  constructor(visitor: Visitor, ports: VisitPorts) {
    this.#visitor = visitor;
    this.#ports = ports;
    this.#answers = visitor.answers ?? {};
  }

  /** Not in the conference yet. */
  get atDoor(): boolean {
    return this.#form !== null;
  }

  enter(): void {
    const { line, room, role, name, number } = this.#visitor;
    const session = this.#ports.conferences.sessionOf(room);
    this.#session = session;
    session.join(
      {
        line,
        ask: (questions) => this.#ask(questions),
        askInside: (question) => this.#askInside(question),
      },
      { kind: 'join', memberId: line.id, role, name, number, answers: this.#answers },
    );
  }

  key(key: string): void {
    const form = this.#form ?? this.#inside;
    if (form !== null) {
      form.key(key);
      return;
    }
    const { line } = this.#visitor;
    line.interrupt();
    const { state, pressed } = stepKeypad(this.#keypad, key, this.#ports.clock.monotonicMs());
    this.#keypad = state;
    if (pressed === null) return;
    this.#session?.command({ kind: 'press-key', memberId: line.id, key: pressed });
  }

  hold(onHold: boolean): void {
    this.#session?.command({ kind: 'set-hold', memberId: this.#visitor.line.id, onHold });
  }

  left(reason: DepartureReason): void {
    // The name of a member is the conference's to forget.
    if (this.atDoor) this.#ports.names.forget(this.#answers.name?.recording ?? null);
    this.close();
    this.#session?.command({ kind: 'leave', memberId: this.#visitor.line.id, reason });
  }

  /** Nothing more is asked. */
  close(): void {
    this.#over = true;
    this.#form?.close();
    this.#form = null;
    this.#inside?.close();
    this.#inside = null;
  }

  #ask(questions: readonly DoorQuestion[]): void {
    const { line } = this.#visitor;
    if (this.#over) return;
    line.leave();
    this.#form?.close();
    this.#form = new FormDriver(
      line,
      this.#ports.clock,
      questions.map((question) => this.#formQuestion(question)),
      {
        checkCode: (code) => this.#checkCode(code),
        record: () => this.#ports.names.record(line.endpoint),
        done: (answers, lastWords) => void this.#answered(answers, lastWords),
        giveUp: (reason, lastWords) => {
          this.close();
          line.endAfter(lastWords, reason);
        },
      },
    );
    this.#form.start();
  }

  /** The line stays in the conference, and hears the questions over it. */
  #askInside(question: MemberQuestion): void {
    if (this.#over) return;
    const answered = (answers: FormAnswers): void => {
      this.#inside = null;
      this.#answerInside(question, answers);
    };
    if (this.#inside !== null) {
      // It is answering something else already.
      this.#answerInside(question, {});
      return;
    }
    const { line } = this.#visitor;
    line.interrupt();
    this.#inside = new FormDriver(line, this.#ports.clock, [insideQuestion(question)], {
      checkCode: () => Promise.resolve({ kind: 'failed' }),
      record: () => this.#ports.names.record(line.endpoint),
      done: answered,
      giveUp: () => answered({}),
    });
    this.#inside.start();
  }

  #answerInside(question: MemberQuestion, { phoneNumber, accepted }: FormAnswers): void {
    const { line, room } = this.#visitor;
    const by = { kind: 'member', memberId: line.id } as const;
    switch (question.kind) {
      case 'phone-number':
        if (phoneNumber === undefined || phoneNumber === null) {
          line.say([{ prompt: 'dial-out-cancelled' }]);
          return;
        }
        this.#ports.conferences
          .dialOut(room, { number: phoneNumber, by })
          .catch((error: unknown) => {
            this.#ports.logger.warn({ error: describeError(error) }, 'the number was not called');
          });
        return;
      case 'guest': {
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
        return { kind: question.kind, hasLast: this.#visitor.room.securityCodeHash !== null };
      case 'billing-code': {
        const { kind, required, fallback } = question;
        return { kind, required, hasDefault: fallback !== null };
      }
      default:
        return unreachable(question);
    }
  }

  async #checkCode(code: Secret): Promise<CodeCheck> {
    const { room, source } = this.#visitor;
    const hash = this.#session?.state.securityCodeHash ?? null;
    // A conference that has ended meanwhile has none: the door will say what is asked now.
    if (hash === null) return { kind: 'ok' };
    try {
      return await this.#ports.directory.checkSecurityCode(room, hash, code.reveal(), source);
    } catch (error) {
      this.#ports.logger.error({ error: describeError(error) }, 'security code check failed');
      return { kind: 'failed' };
    }
  }

  async #answered(answers: FormAnswers, lastWords: readonly SayablePhrase[]): Promise<void> {
    const { line, room } = this.#visitor;
    if (lastWords.length > 0) line.say(lastWords);
    try {
      const hash = await this.#codeHash(room, answers.newSecurityCode);
      this.#answers = {
        ...this.#answers,
        ...(answers.securityCodeKeyed === true && this.#session !== null
          ? { keyedCodeOf: this.#session.state.id }
          : {}),
        ...(hash === null ? {} : { newSecurityCodeHash: hash }),
        ...(answers.billingCode === undefined ? {} : { billing: { code: answers.billingCode } }),
        ...(answers.nameRecording === undefined
          ? {}
          : { name: { recording: answers.nameRecording } }),
      };
    } catch (error) {
      this.#ports.logger.error({ error: describeError(error) }, 'the code could not be kept');
      this.close();
      line.endAfter([{ prompt: 'technical-problem' }, { prompt: 'goodbye' }], 'directory-failed');
      return;
    }
    if (this.#over) return;
    this.#form = null;
    this.enter();
  }

  async #codeHash(room: RoomRecord, code: FormAnswers['newSecurityCode']): Promise<string | null> {
    if (code === undefined) return null;
    if (code === null) return room.securityCodeHash;
    return this.#ports.directory.setSecurityCode(room, code.reveal());
  }
}

function insideQuestion(question: MemberQuestion): FormQuestion {
  switch (question.kind) {
    case 'phone-number':
      return { kind: 'phone-number' };
    case 'guest':
      return { kind: 'choice', phrases: [{ prompt: 'guest-has-accepted' }], silenceAccepts: true };
    default:
      return unreachable(question);
  }
}
