import { z } from 'zod';
import { PartylineError } from '../../../bridge/kernel/errors.js';
import type { TokenRecord } from '../../../bridge/ports/token-store.js';
import { authorize, ownedBy } from '../../auth/authorize.js';
import { type Principal, tokenScopes } from '../../auth/principal.js';
import { asTime, asTimeOrNull, endpoint, time } from '../endpoint.js';

const token = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.string()),
  createdAt: time,
  usedAt: time.nullable(),
  expiresAt: time.nullable(),
});
const mostDays = 3_650;

/** Personal tokens of the person whose token asks. */
export const tokens = [
  endpoint({
    method: 'get',
    path: '/tokens',
    id: 'listTokens',
    tag: 'people',
    summary: 'The tokens of the person',
    result: z.object({ items: z.array(token) }),
    run: async ({ principal }, portal) => {
      authorize(principal, 'token.change', ownedBy(principal));
      return { items: (await portal.tokens.listOf(principal.person)).map(shown) };
    },
  }),
  endpoint({
    method: 'post',
    path: '/tokens',
    id: 'createToken',
    tag: 'people',
    summary:
      'Makes a token that may do no more than the one that asks; its secret is told this once',
    body: z.object({
      name: z.string().trim().min(1).max(100),
      scopes: z.array(z.enum(tokenScopes)).min(1),
      days: z.int().min(1).max(mostDays).nullable().describe('null for no end'),
    }),
    result: token.extend({ secret: z.string() }),
    status: 201,
    run: async ({ principal, body }, portal) => {
      authorize(principal, 'token.change', ownedBy(principal));
      refuseWider(principal, body.scopes);
      const { name, days: validDays } = body;
      const scopes = [...new Set(body.scopes)];
      const made = await portal.tokens.create(principal.person, { name, scopes, validDays });
      return { ...shown(made.token), secret: made.secret };
    },
  }),
  endpoint({
    method: 'delete',
    path: '/tokens/{id}',
    id: 'revokeToken',
    tag: 'people',
    summary: 'Revokes a token',
    params: z.object({ id: z.string().max(40) }),
    run: async ({ principal, params }, portal) => {
      authorize(principal, 'token.change', ownedBy(principal));
      await portal.tokens.revoke(principal.person, params.id);
    },
  }),
];

function refuseWider(principal: Principal, wanted: readonly string[]): void {
  const own: readonly string[] = principal.kind === 'token' ? principal.scopes : tokenScopes;
  if (wanted.every((scope) => own.includes(scope))) return;
  throw new PartylineError('not-allowed', 'a token makes none with scopes that it lacks');
}

function shown({ id, name, scopes, createdAtMs, usedAtMs, expiresAtMs }: TokenRecord) {
  return {
    id,
    name,
    scopes: [...scopes],
    createdAt: asTime(createdAtMs),
    usedAt: asTimeOrNull(usedAtMs),
    expiresAt: asTimeOrNull(expiresAtMs),
  };
}
