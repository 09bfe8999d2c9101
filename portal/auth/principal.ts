import type { PersonRecord } from '../../bridge/ports/identity-store.js';

/** Who asks: a person by a session of the portal, or a program by a personal token. */
export type Principal =
  | { readonly kind: 'session'; readonly person: PersonRecord; readonly sessionId: string }
  | {
      readonly kind: 'token';
      readonly person: PersonRecord;
      readonly tokenId: string;
      readonly scopes: readonly TokenScope[];
    };

/** What a personal token may be limited to; each action of `authorize.ts` belongs to one. */
export const tokenScopes = ['read', 'control', 'manage'] as const;
export type TokenScope = (typeof tokenScopes)[number];
