import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { csrfFieldName } from '../views/form.js';

/**
 * A form is answered only when it carries the token of the cookie that comes with it (double
 * submit). The token is made from the cookie's secret: another site can neither read nor guess it,
 * and a new session has another.
 */
export function csrfTokenOf(secret: string): string {
  return createHash('sha256').update('csrf ').update(secret).digest('base64url');
}

const csrfHeader = 'x-csrf-token';

/** In the form's hidden field, or in the header of a script's request. */
export function carriesToken(request: Request, expected: string): boolean {
  const body: unknown = request.body;
  const inBody =
    typeof body === 'object' && body !== null && csrfFieldName in body
      ? body[csrfFieldName]
      : undefined;
  const given = request.get(csrfHeader) ?? inBody;
  if (typeof given !== 'string') return false;
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Browsers say where a request comes from; one from another site is refused whatever it carries. */
export function isFromOtherSite(request: Request): boolean {
  const site = request.get('sec-fetch-site');
  return site === 'cross-site' || site === 'same-site';
}
