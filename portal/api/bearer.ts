import type { Request } from 'express';
import type { Tokens } from '../../bridge/application/directory/tokens.js';
import { type Principal, tokenScopes } from '../auth/principal.js';
import type { Identify } from '../http/identify.js';

/** Who asks, by the token in the request (RFC 6750 §2.1); null for none that counts. */
export async function bearerPrincipal(
  tokens: Pick<Tokens, 'find'>,
  request: Request,
): Promise<Principal | null> {
  const [, secret] = /^Bearer +([\w-]+) *$/i.exec(request.get('authorization') ?? '') ?? [];
  const found = secret === undefined ? null : await tokens.find(secret);
  if (found === null) return null;
  const { token, person } = found;
  const scopes = tokenScopes.filter((scope) => token.scopes.includes(scope));
  return { kind: 'token', person, tokenId: token.id, scopes };
}

/** Programs send a token, browsers a cookie; beside a token, right or wrong, cookies count for nothing. */
export function byTokenOr(identify: Identify, tokens: () => Pick<Tokens, 'find'>): Identify {
  return async (request) => {
    if (request.get('authorization') === undefined) return identify(request);
    const principal = await bearerPrincipal(tokens(), request);
    return principal?.kind === 'token' ? { principal, secret: principal.tokenId } : null;
  };
}
