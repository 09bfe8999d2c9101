import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import type { z } from 'zod';
import { PartylineError } from '../../bridge/kernel/errors.js';
import { carriesToken, isFromOtherSite } from '../auth/csrf.js';
import { problemText } from '../i18n/problems.js';
import type { Portal } from '../portal.js';
import { layout } from '../views/layout.js';
import type { Answer, Page } from './answer.js';
import { type FormSchema, type FormState, type Refusal, readForm } from './form.js';
import type { SignedInVisit, Visit } from './visit.js';

/** What each folder of `routes/` exports: it registers its pages, and is listed in `routes/index.ts`. */
export type Resource = (routes: Routes) => void;

type Eventually<Value> = Value | Promise<Value>;

export interface FormRoute<AVisit, Fields> {
  readonly schema: FormSchema<Fields>;
  /** Does what the form asks for; `refused` shows it again. */
  readonly accept: (visit: AVisit, value: Fields) => Eventually<Answer | Refusal<Fields>>;
  /** The page with the form as it was filled in, and what is wrong with it. */
  readonly show: (visit: AVisit, form: FormState<Fields>) => Eventually<Page>;
}

const formBody = express.urlencoded({ extended: false, limit: '1mb', parameterLimit: 1_000 });
const jsonBody = express.json({ limit: '64kb' });

/** Registers pages, forms and commands, each with the checks that its kind needs. */
export class Routes {
  readonly portal: Portal;
  /** For what is none of these: downloads, streams of events. Put `signedIn` before them. */
  readonly router: Router;
  /** Reads a posted form; before `ownForm`. */
  readonly formBody: RequestHandler = formBody;

  constructor(portal: Portal, router: Router) {
    this.portal = portal;
    this.router = router;
  }

  /** A page for whoever is signed in; others are sent to sign in first. */
  page(path: string, answer: (visit: SignedInVisit) => Eventually<Answer>): void {
    this.router.get(path, signedIn, async (request, response) => {
      this.#send(await answer(signedInVisit(request)), request, response);
    });
  }

  publicPage(path: string, answer: (visit: Visit) => Eventually<Answer>): void {
    this.router.get(path, async (request, response) => {
      this.#send(await answer(visitOf(request)), request, response);
    });
  }

  /** Posted by whoever is signed in. */
  form<Fields>(path: string, route: FormRoute<SignedInVisit, Fields>): void {
    this.router.post(path, signedIn, formBody, ownForm, async (request, response) => {
      this.#send(await answerForm(signedInVisit(request), route), request, response);
    });
  }

  /** As `form`, where the schema depends on what the form is about. */
  formBy<Fields>(
    path: string,
    routeOf: (visit: SignedInVisit) => Promise<FormRoute<SignedInVisit, Fields>>,
  ): void {
    this.router.post(path, signedIn, formBody, ownForm, async (request, response) => {
      const visit = signedInVisit(request);
      this.#send(await answerForm(visit, await routeOf(visit)), request, response);
    });
  }

  /** `before`: a rate limit. */
  publicForm<Fields>(
    path: string,
    route: FormRoute<Visit, Fields>,
    ...before: readonly RequestHandler[]
  ): void {
    this.router.post(path, ...before, formBody, ownForm, async (request, response) => {
      this.#send(await answerForm(visitOf(request), route), request, response);
    });
  }

  /** JSON posted by a script of ours; answered with JSON, or 400 with the fields that are wrong. */
  command<Fields>(
    path: string,
    schema: z.ZodType<Fields>,
    run: (visit: SignedInVisit, value: Fields) => Eventually<object>,
  ): void {
    this.router.post(path, signedIn, jsonBody, ownForm, async (request, response) => {
      const visit = signedInVisit(request);
      const read = schema.safeParse(request.body);
      response.set('Cache-Control', 'no-store');
      if (read.success) {
        response.json(await run(visit, read.data));
        return;
      }
      const fields = read.error.issues.map((issue) => [
        issue.path.join('.'),
        problemText(issue, visit.language),
      ]);
      const error = { code: 'bad-value', fields: Object.fromEntries(fields) as object };
      response.status(400).json({ error });
    });
  }

  #send(answer: Answer, request: Request, response: Response): void {
    sendAnswer(answer, visitOf(request), response, this.portal);
  }
}

export function sendAnswer(
  answer: Answer,
  visit: Visit,
  response: Response,
  portal: Pick<Portal, 'assets'>,
): void {
  response.set({
    'Content-Language': visit.language,
    Vary: 'Accept-Language, Cookie',
    // Pages show what is true now, and to one reader.
    'Cache-Control': visit.principal === null ? 'private, no-cache' : 'no-store',
  });
  if ('redirect' in answer) {
    response.redirect(303, answer.redirect);
    return;
  }
  const page = layout(answer, visit, portal.assets);
  response
    .status(answer.status ?? 200)
    .type('html')
    .send(page);
}

async function answerForm<AVisit extends Visit, Fields>(
  visit: AVisit,
  { schema, accept, show }: FormRoute<AVisit, Fields>,
): Promise<Answer> {
  const read = readForm(schema, visit.request.body, visit.language);
  if (!read.ok) return { ...(await show(visit, read.form)), status: 400 };
  const answer = await accept(visit, read.value);
  if (!('refused' in answer)) return answer;
  const { refused, message, status = 400 } = answer;
  const form = { ...read.form, problems: refused, ...(message === undefined ? {} : { message }) };
  return { ...(await show(visit, form)), status };
}

/** Before anything that only a person with a session may see. */
export const signedIn: RequestHandler = (request, response, next) => {
  if (request.principal?.kind === 'session') {
    next();
    return;
  }
  if (request.accepts(['html', 'json']) !== 'html') {
    response.status(401).json({ error: { code: 'sign-in', message: 'sign in first' } });
    return;
  }
  const next_ = request.method === 'GET' ? `?next=${encodeURIComponent(request.originalUrl)}` : '';
  response.redirect(303, `/sign-in${next_}`);
};

/** Before anything that changes something. */
export const ownForm: RequestHandler = (request, _response, next) => {
  if (!isFromOtherSite(request) && carriesToken(request, request.visit.csrfToken)) {
    next();
    return;
  }
  throw new PartylineError('not-allowed', 'the form is not from this session', {
    mend: 'reload the page and send it again',
  });
};

/** The parameters of a route are known only inside it. */
function visitOf(request: Request): Visit {
  return { ...request.visit, params: request.params as Readonly<Record<string, string>> };
}

export function signedInVisit(request: Request): SignedInVisit {
  const visit = visitOf(request);
  if (visit.principal === null) throw new PartylineError('not-allowed', 'sign in first');
  return { ...visit, principal: visit.principal };
}
