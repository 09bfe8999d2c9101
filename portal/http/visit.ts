import type { Request } from 'express';
import type { Language } from '../../bridge/ports/language.js';
import type { Principal } from '../auth/principal.js';

/** One request, as a page sees it. */
export interface Visit {
  readonly principal: Principal | null;
  readonly language: Language;
  /** The reader's own, as far as the browser has told it. */
  readonly timeZone: string;
  /** Goes into every form; see `views/form.ts`. */
  readonly csrfToken: string;
  readonly path: string;
  /** Of the route: `/live/:room`. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly request: Request;
}

/** The visit of somebody who is signed in. */
export interface SignedInVisit extends Visit {
  readonly principal: Principal;
}

declare module 'express-serve-static-core' {
  interface Request {
    /** Who asks: set for every request before a route sees it. */
    principal: Principal | null;
    visit: Visit;
  }
}
