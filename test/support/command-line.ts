import {
  type AddedWithPassword,
  Administration,
  type By,
  type TypedOrganizer,
} from '../../bridge/application/directory/administration.js';
import type { NewAccessNumber } from '../../bridge/application/directory/directory-input.js';

/** What an operator types, as the command line passes it on. */
export class CommandLine {
  readonly #administration: Administration;

  constructor(administration: Administration) {
    this.#administration = administration;
  }

  async addOrganizer(typed: TypedOrganizer): Promise<AddedWithPassword> {
    return this.#administration.addTyped(await this.#by(), typed);
  }

  async addNumber(asked: NewAccessNumber) {
    return this.#administration.addNumber(await this.#by(), asked);
  }

  showRoom(number: string) {
    return this.#administration.showRoom(number);
  }

  async setRoomOptions(number: string, assignments: readonly string[]) {
    return this.#administration.setRoomOptions(await this.#by(), number, assignments);
  }

  async showPolicy() {
    return this.#administration.policy(await this.#administration.accountId());
  }

  async setPolicy(assignments: readonly string[]) {
    return this.#administration.changePolicy(await this.#by(), assignments);
  }

  addDemo() {
    return this.#administration.addDemo();
  }

  async #by(): Promise<By> {
    const accountId = await this.#administration.accountId();
    return { accountId, actor: { kind: 'command-line' } };
  }
}
