import type { DialOutRefusal } from '../../conference/dial-plan.js';
import type { ConferenceCommand } from '../../conference/command.js';
import type { Actor } from '../../conference/words.js';
import type { RoomRecord } from '../../ports/directory.js';
import type { ConferenceService } from '../conferences/conference-service.js';

/** So many of the latest commands that were done, or are under way, are known when they come again. */
const commandsKept = 1_000;

export type ControlOutcome =
  'done' | 'no-conference' | 'no-such-member' | 'nothing-noisy' | DialOutRefusal;

type Controlled = Pick<ConferenceService, 'stateOf' | 'command' | 'dialOut' | 'muteNoisiest'>;

/**
 * Carries out what a page asks of a room. A browser that did not hear of the outcome sends its
 * command again, with the same id: what was done is done once, and what was not is tried anew. Ids
 * are of the room, not of its conference: an `end` that comes again must not end the next one.
 */
export class LiveControl {
  readonly #conferences: Controlled;
  readonly #outcomes = new Map<string, Promise<ControlOutcome>>();

  constructor(conferences: Controlled) {
    this.#conferences = conferences;
  }

  /** @param commandId unique to the command */
  run(roomId: string, commandId: string, command: ConferenceCommand): Promise<ControlOutcome> {
    return this.#once(`${roomId} ${commandId}`, () => this.#command(roomId, command));
  }

  /** Mutes the member that troubles the others most, by what is measured now. */
  muteNoisiest(roomId: string, commandId: string, by: Actor): Promise<ControlOutcome> {
    return this.#once(`${roomId} ${commandId}`, () => {
      const before = this.#conferences.stateOf(roomId)?.noiseMutes;
      if (before === undefined) return 'no-conference';
      this.#conferences.muteNoisiest(roomId, by);
      const muted = this.#conferences.stateOf(roomId)?.noiseMutes !== before;
      return muted ? 'done' : 'nothing-noisy';
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

  #once(key: string, act: () => ControlOutcome | Promise<ControlOutcome>): Promise<ControlOutcome> {
    const known = this.#outcomes.get(key);
    if (known !== undefined) return known;
    const outcome = new Promise<ControlOutcome>((resolve) => resolve(act()));
    this.#outcomes.set(key, outcome);
    if (this.#outcomes.size > commandsKept) {
      this.#outcomes.delete(this.#outcomes.keys().next().value!);
    }
    const forget = (): void => {
      if (this.#outcomes.get(key) === outcome) this.#outcomes.delete(key);
    };
    outcome.then((how) => {
      if (how !== 'done') forget();
    }, forget);
    return outcome;
  }

  #command(roomId: string, command: ConferenceCommand): ControlOutcome {
    const state = this.#conferences.stateOf(roomId);
    if (state === null) return 'no-conference';
    if ('memberId' in command && !state.members.some(({ id }) => id === command.memberId)) {
      return 'no-such-member';
    }
    this.#conferences.command(roomId, command);
    return 'done';
  }
}
