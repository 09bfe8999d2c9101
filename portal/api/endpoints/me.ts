import { languageSchema } from '../../i18n/languages.js';
import { z } from 'zod';
import { authorize, ownedBy } from '../../auth/authorize.js';
import { tokenScopes } from '../../auth/principal.js';
import { endpoint } from '../endpoint.js';

const language = languageSchema.nullable().describe("null for the account's");

export const me = [
  endpoint({
    method: 'get',
    path: '/me',
    id: 'getMe',
    tag: 'people',
    summary: 'Whose token it is, and what it may do',
    result: z.object({
      id: z.string(),
      name: z.string(),
      email: z.string(),
      language,
      admin: z.enum(['none', 'groups', 'account']),
      scopes: z.array(z.enum(tokenScopes)),
    }),
    run: ({ principal }) => {
      const { id, name, email, language, admin } = principal.person;
      const scopes = principal.kind === 'token' ? [...principal.scopes] : [...tokenScopes];
      return Promise.resolve({ id, name, email, language, admin, scopes });
    },
  }),
  endpoint({
    method: 'patch',
    path: '/me',
    id: 'changeMe',
    tag: 'people',
    summary: 'Chooses the language of pages, mails and prompts; a password is changed in the pages',
    body: z.object({ language }),
    run: async ({ principal, body }, { store }) => {
      authorize(principal, 'profile.change', ownedBy(principal));
      await store.identity.setLanguage(principal.person.id, body.language);
    },
  }),
];
