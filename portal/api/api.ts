import express, {
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
  type Router,
} from 'express';
import rateLimit from 'express-rate-limit';
import type { z } from 'zod';
import type { Principal } from '../auth/principal.js';
import type { Portal } from '../portal.js';
import { bearerPrincipal } from './bearer.js';
import type { Endpoint } from './endpoint.js';
import { endpoints, operations } from './endpoints/index.js';
import { type Failure, badFields, failureOf } from './errors.js';
import { openApiDocument } from './openapi.js';

const bodyLimit = '1mb';
/** Of one address, while its tokens are wrong; calls that succeed are not counted. */
const wrongTokensPerMinute = 30;

/** `/api/v1`: what the pages can do, for programs. A personal token says who asks; cookies count for nothing. */
export function apiRouter(portal: Portal): Router {
  const router = express.Router();
  const document = openApiDocument(operations);
  router.get('/openapi.json', (_request, response) => void response.json(document));
  const wrongTokens = rateLimit({
    windowMs: 60_000,
    limit: wrongTokensPerMinute,
    requestWasSuccessful: (_request, response) => response.statusCode !== 401,
    skipSuccessfulRequests: true,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: (_request, response) =>
      send(response, {
        status: 429,
        body: {
          error: { code: 'too-many-tries', message: 'too many wrong tokens; wait a minute' },
        },
      }),
  });
  router.use(wrongTokens, express.json({ limit: bodyLimit }));
  for (const one of endpoints) {
    const path = one.path.replace(/\{(\w+)\}/g, ':$1');
    router[one.method](path, async (request, response) => {
      const principal = await bearerPrincipal(portal.tokens, request);
      response.set('Cache-Control', 'no-store');
      if (principal === null) sendUnauthorized(response);
      else await answer(one, principal, request, response, portal);
    });
  }
  // Express knows an error handler by its four parameters.
  router.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) next(error);
    else send(response, failureOf(error, portal.logger, request.path));
  });
  return router;
}

/** After everything below `/api/v1`. */
export const noSuchOperation: RequestHandler = (_request, response) => {
  const message = 'there is no such operation; see openapi.json';
  send(response, { status: 404, body: { error: { code: 'not-found', message } } });
};

async function answer(
  one: Endpoint,
  principal: Principal,
  request: Request,
  response: Response,
  portal: Portal,
): Promise<void> {
  const { searchParams } = new URL(request.originalUrl, 'http://portal');
  const params = one.params.safeParse(request.params);
  const query = one.query.strict().safeParse(Object.fromEntries(searchParams));
  const body = strictly(one.body).safeParse(request.body);
  const wrong =
    (!params.success && badFields(params.error.issues, 'path')) ||
    (!query.success && badFields(query.error.issues, 'query')) ||
    (!body.success && badFields(body.error.issues, 'body'));
  if (wrong !== false) {
    send(response, wrong);
    return;
  }
  const read = { params: params.data!, query: query.data!, body: body.data };
  const result = await one.run({ principal, ...read, request, response }, portal);
  if (one.media !== null) return;
  response.status(one.status);
  if (one.status === 204) response.end();
  else response.json(result);
}

/** A field that is misspelt is refused rather than ignored. */
function strictly(schema: z.ZodType): z.ZodType {
  return 'strict' in schema && typeof schema.strict === 'function'
    ? (schema as unknown as z.ZodObject).strict()
    : schema;
}

function sendUnauthorized(response: Response): void {
  response.set('WWW-Authenticate', 'Bearer realm="partyline"');
  send(response, {
    status: 401,
    body: {
      error: {
        code: 'sign-in',
        message: 'a personal token is needed',
        mend: 'send Authorization: Bearer <token>; make one in Settings',
      },
    },
  });
}

function send(response: Response, { status, body }: Failure): void {
  response.status(status).json(body);
}
