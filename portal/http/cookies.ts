import type { Express, Request } from 'express';

/** The value of a cookie as it was sent; ours need no decoding. */
export function cookieOf(request: Request, name: string): string | undefined {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const equals = pair.indexOf('=');
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return undefined;
}

const secureSetting = 'partyline secure cookies';

/** Where the portal is reached by HTTPS, whatever brings it there, no cookie goes without. */
export function requireSecureCookies(app: Express): void {
  app.set(secureSetting, true);
}

/** For our pages alone, and no script's to read; null takes it away. Without an age it goes with the browser. */
export function setCookie(
  request: Request,
  name: string,
  value: string | null,
  maxAgeMs?: number,
): void {
  const options = {
    httpOnly: true,
    sameSite: 'lax',
    secure: request.secure || request.app.get(secureSetting) === true,
    path: '/',
  } as const;
  if (value === null) request.res?.clearCookie(name, options);
  else {
    const age = maxAgeMs === undefined ? {} : { maxAge: maxAgeMs };
    request.res?.cookie(name, value, { ...options, ...age });
  }
}
