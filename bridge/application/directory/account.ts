import { defaultLanguage } from '../../conference/languages.js';
import type { Random } from '../../ports/random.js';
import type { DirectoryStore } from '../../ports/directory.js';

/** The one account there is; whoever needs it first brings it. */
export async function theAccountId(
  store: Pick<DirectoryStore, 'listAccounts' | 'createAccount'>,
  random: Random,
): Promise<string> {
  const [account] = await store.listAccounts();
  if (account !== undefined) return account.id;
  const id = random.uuid();
  await store.createAccount({ id, name: 'Partyline', language: defaultLanguage });
  return id;
}
