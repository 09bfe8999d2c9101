import type { RequestHandler } from 'express';
import type { Random } from '../../bridge/ports/random.js';
import { csrfTokenOf } from '../auth/csrf.js';
import type { Principal } from '../auth/principal.js';
import { timeZoneOf } from '../i18n/format.js';
import { languageOf } from '../i18n/languages.js';
import { cookieOf, setCookie } from './cookies.js';

/** Who it is, and the secret of the cookie that says so. */
export interface Identified {
  readonly principal: Principal;
  readonly secret: string;
}

export type Identify = (request: Parameters<RequestHandler>[0]) => Promise<Identified | null>;

/** For the forms of those who are not signed in: nothing but a secret to make their token from. */
const visitorCookie = 'partyline_visitor';
const timeZoneCookie = 'partyline_time_zone';

/** Of the machine. */
const ownZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Fills in `request.principal` and `request.visit`. */
export function identification(identify: Identify, random: Random): RequestHandler {
  return async (request, _response, next) => {
    const known = await identify(request);
    let secret = known?.secret ?? cookieOf(request, visitorCookie);
    if (secret === undefined) {
      secret = Buffer.from(random.bytes(24)).toString('base64url');
      setCookie(request, visitorCookie, secret);
    }
    const zone = decodedOrEmpty(cookieOf(request, timeZoneCookie) ?? '');
    const principal = known?.principal ?? null;
    request.principal = principal;
    request.visit = {
      principal,
      language: languageOf(request, principal?.person.language ?? null),
      timeZone: timeZoneOf(zone) ?? ownZone,
      csrfToken: csrfTokenOf(secret),
      path: request.path,
      params: {},
      query: new URL(request.originalUrl, 'http://portal').searchParams,
      request,
    };
    next();
  };
}

function decodedOrEmpty(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
