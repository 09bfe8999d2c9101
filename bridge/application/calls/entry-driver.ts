import { createDialogue, step } from '../../../ivr/entry-dialogue/dialogue.js';
import type {
  DialogueEffect,
  DialogueEndReason,
  DialogueInput,
  DialogueSettings,
  DialogueState,
  PinCheck,
  RoomLookup,
} from '../../../ivr/entry-dialogue/types.js';
import type { Secret } from '../../../ivr/secret.js';
import type { SpeechEffect } from '../../../ivr/speech.js';
import type { SayablePhrase } from '../prompts/announcer.js';
import type { Role } from '../../conference/words.js';
import { describeError, unreachable } from '../../kernel/errors.js';
import type { Logger } from '../../kernel/logger.js';
import type { Clock } from '../../ports/clock.js';
import type { RoomRecord } from '../../ports/directory.js';
import type { CallDirectory } from '../directory/call-directory.js';
import type { TrySource } from '../defence/secret-throttle.js';
import { DialogueRunner } from './dialogue-runner.js';
import type { AnsweredLeg } from './answered-leg.js';

export interface EntryDelegate {
  enter(room: RoomRecord, role: Role): void;
  hangUp(reason: DialogueEndReason, phrases: readonly SayablePhrase[]): void;
  /** The caller's room is known, and with it the language it is spoken to in. */
  roomFound(room: RoomRecord): void;
}

type EntryEffect = Exclude<DialogueEffect, SpeechEffect>;

/** Leads one caller through the entry dialogue: carries out its effects, and tells it what came. */
export class EntryDriver {
  readonly #directory: CallDirectory;
  /** Whom wrong PINs are counted against. */
  readonly #source: TrySource;
  readonly #logger: Logger;
  readonly #delegate: EntryDelegate;
  readonly #runner: DialogueRunner<DialogueState, DialogueInput, EntryEffect>;
  #room: RoomRecord | null = null;

  constructor(options: {
    leg: AnsweredLeg;
    directory: CallDirectory;
    source: TrySource;
    clock: Clock;
    logger: Logger;
    settings: DialogueSettings;
    delegate: EntryDelegate;
  }) {
    this.#directory = options.directory;
    this.#source = options.source;
    this.#logger = options.logger;
    this.#delegate = options.delegate;
    this.#runner = new DialogueRunner<DialogueState, DialogueInput, EntryEffect>({
      leg: options.leg,
      clock: options.clock,
      label: 'entry dialogue',
      initial: createDialogue(options.settings),
      step,
      carryOut: (effect) => this.#carryOut(effect),
    });
  }

  /** `room` is the one whose own number was dialled (A4), or null. */
  start(room: RoomRecord | null): void {
    this.#room = room;
    this.#runner.input({ kind: 'started', room });
  }

  key(key: string): void {
    this.#runner.input({ kind: 'key', key });
  }

  /** The caller has gone, or the dialogue is over. */
  close(): void {
    this.#runner.close();
  }

  #carryOut(effect: EntryEffect): void {
    switch (effect.kind) {
      case 'look-up-room':
        void this.#lookUp(effect.number).then((result) =>
          this.#runner.input({ kind: 'room', result }),
        );
        return;
      case 'check-pin':
        void this.#checkPin(effect.pin).then((result) =>
          this.#runner.input({ kind: 'pin', result }),
        );
        return;
      case 'enter':
        this.close();
        if (this.#room !== null) this.#delegate.enter(this.#room, effect.role);
        return;
      case 'hang-up':
        this.close();
        this.#delegate.hangUp(effect.reason, effect.phrases);
        return;
      default:
        unreachable(effect);
    }
  }

  async #lookUp(number: string): Promise<RoomLookup> {
    try {
      const room = await this.#directory.findRoom(number);
      if (room === null) return { kind: 'not-found' };
      this.#room = room;
      this.#delegate.roomFound(room);
      return { kind: 'found', room };
    } catch (error) {
      this.#logger.error({ error: describeError(error) }, 'room look-up failed');
      return { kind: 'failed' };
    }
  }

  async #checkPin(pin: Secret): Promise<PinCheck> {
    try {
      if (this.#room === null) return { kind: 'wrong' };
      return await this.#directory.verifyPin(this.#room, pin.reveal(), this.#source);
    } catch (error) {
      this.#logger.error({ error: describeError(error) }, 'PIN check failed');
      return { kind: 'failed' };
    }
  }
}
