import type { DialOutRefusal } from '../../conference/dial-plan.js';
import type { ConferenceCommand } from '../../conference/command.js';
import type { Actor } from '../../conference/words.js';
import type { RoomRecord } from '../../ports/directory.js';
import type { ConferenceService } from '../conferences/conference-service.js';

/** So many of the latest commands are known again when they come twice. */
const commandsKept = 1_000;

export type ControlOutcome =
  'done' | 'no-conference' | 'no-such-line' | 'nothing-noisy' | DialOutRefusal;

type Controlled = Pick<ConferenceService, 'stateOf' | 'command' | 'dialOut' | 'muteNoisiest'>;

/**
 * Carries out what a page asks of a room. A browser that did not hear of the outcome sends its
 * command again, with the same id: it is carried out once.
 */
export class LiveControl {
  readonly #conferences: Controlled;
  readonly #outcomes = new Map<string, Promise<ControlOutcome>>();

  constructor(conferences: Controlled) {
    this.#conferences = conferences;
  }

  /** @param commandId unique to the command */
  run(roomId: string, commandId: string, command: ConferenceCommand): Promise<ControlOutcome> {
    return this.#once(`${roomId} ${commandId}`, () =>
      Promise.resolve(this.#command(roomId, command)),
    );
  }

  /** Mutes the line that troubles the others most, by what is measured now. */
  muteNoisiest(roomId: string, commandId: string, by: Actor): Promise<ControlOutcome> {
    return this.#once(`${roomId} ${commandId}`, () => {
      const before = this.#conferences.stateOf(roomId)?.noiseMutes;
      if (before === undefined) return Promise.resolve('no-conference');
      this.#conferences.muteNoisiest(roomId, by);
      const muted = this.#conferences.stateOf(roomId)?.noiseMutes !== before;
      return Promise.resolve(muted ? 'done' : 'nothing-noisy');
    });
  }

  /** Calls somebody, where that is allowed. */
  dialOut(room: RoomRecord, commandId: string, number: string, by: Actor): Promise<ControlOutcome> {
    return this.#once(`${room.id} ${commandId}`, async () => {
      const state = this.#conferences.stateOf(room.id);
      if (state === null) return 'no-conference';
      if (!state.options.dialOut) return 'prefix-not-allowed';
      const { decision } = await this.#conferences.dialOut(room, { number, by });
      return decision.allowed ? 'done' : decision.reason;
    });
  }

  #once(key: string, act: () => Promise<ControlOutcome>): Promise<ControlOutcome> {
    const known = this.#outcomes.get(key);
    if (known !== undefined) return known;
    const outcome = act();
    this.#outcomes.set(key, outcome);
    if (this.#outcomes.size > commandsKept) {
      this.#outcomes.delete(this.#outcomes.keys().next().value!);
    }
    return outcome;
  }

  #command(roomId: string, command: ConferenceCommand): ControlOutcome {
    const state = this.#conferences.stateOf(roomId);
    if (state === null) return 'no-conference';
    if ('memberId' in command && !state.members.some(({ id }) => id === command.memberId)) {
      return 'no-such-line';
    }
    this.#conferences.command(roomId, command);
    return 'done';
  }
}
