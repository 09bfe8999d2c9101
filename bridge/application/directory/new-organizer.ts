import { initialOptions, type OptionPolicy } from '../../conference/option-policy.js';
import { PartylineError } from '../../kernel/errors.js';
import type { Random } from '../../ports/random.js';
import type { DirectoryStore, NewRoom, OrganizerRecord } from '../../ports/directory.js';
import type { Language } from '../../ports/language.js';
import { randomPin, randomRoomNumber } from './credentials.js';
import type { SecretHasher } from './secret-hasher.js';

/** An organizer to be, checked; what is null is made up. */
export interface OrganizerToBe {
  readonly accountId: string;
  readonly groupId: string | null;
  readonly name: string;
  readonly email: string;
  readonly room: string | null;
  readonly pin: string | null;
  readonly language: Language | null;
}

export interface MadeOrganizer {
  readonly organizer: OrganizerRecord;
  readonly room: NewRoom;
  /** Shown once: only its hash is kept. */
  readonly pin: string;
}

export interface OrganizerMakerDependencies {
  readonly store: Pick<DirectoryStore, 'findRoomByNumber'>;
  readonly random: Random;
  readonly hasher: SecretHasher;
}

/** Generated room numbers have so many digits; longer ones are tried when the shorter are taken. */
const generatedLengths = [6, 6, 6, 7, 7, 8, 8, 8];

/** An organizer with a room by the account's policy, ready to be stored. */
export async function makeOrganizer(
  { store, random, hasher }: OrganizerMakerDependencies,
  asked: OrganizerToBe,
  policy: OptionPolicy,
): Promise<MadeOrganizer> {
  const { accountId, groupId, name, email, language } = asked;
  const number = asked.room ?? (await freeRoomNumber(store, random));
  const pin = asked.pin ?? randomPin(random, number);
  const pinHash = await hasher.hash(pin);
  return {
    organizer: { id: random.uuid(), accountId, groupId, name, email, language, disabled: false },
    room: { id: random.uuid(), number, pinHash, options: initialOptions(policy) },
    pin,
  };
}

async function freeRoomNumber(
  store: Pick<DirectoryStore, 'findRoomByNumber'>,
  random: Random,
): Promise<string> {
  for (const length of generatedLengths) {
    const number = randomRoomNumber(random, length);
    if ((await store.findRoomByNumber(number)) === null) return number;
  }
  throw new PartylineError('already-exists', 'no free room number was found', {
    mend: 'give one with --room',
  });
}
