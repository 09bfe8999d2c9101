import type { Test } from 'tap';
import { adminPortal } from './admin-portal.js';

/** `/api/v1` of a portal over a database of its own, and somebody who administers it. */
export async function apiUnderTest(t: Test) {
  const portal = await adminPortal(t);
  const { admins, tokens, at, by } = portal;
  const person = await admins.add(
    by,
    { name: 'Grace', email: 'grace@example.com' },
    { kind: 'account' },
  );
  const tokenFor = async (scopes: readonly string[], who = person) =>
    (await tokens.create(who, { name: 'test', scopes, validDays: 30 })).secret;
  const call = async (
    method: string,
    path: string,
    options: { readonly token?: string; readonly body?: unknown } = {},
  ) => {
    const response = await fetch(at(`/api/v1${path}`), {
      method,
      headers: {
        ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(options.body === undefined
        ? {}
        : {
            body: typeof options.body === 'string' ? options.body : JSON.stringify(options.body),
          }),
    });
    const text = await response.text();
    const json = (text === '' ? null : JSON.parse(text)) as Record<string, unknown> | null;
    return { status: response.status, json, headers: response.headers };
  };
  return { ...portal, person, tokenFor, call };
}
