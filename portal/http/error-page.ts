import { defaultLanguage } from '../../bridge/conference/languages.js';
import { type Texts, texts } from '../../languages/languages.js';
import type { NextFunction, Request, Response } from 'express';
import { PartylineError, describeError } from '../../bridge/kernel/errors.js';
import type { Portal } from '../portal.js';
import { html } from '../views/html.js';
import { sendAnswer } from './routes.js';
import type { Visit } from './visit.js';

type KnownStatus = keyof Texts['errorPage']['byStatus'];

export function notFound(): never {
  throw new PartylineError('not-found', 'there is no such page');
}

/** Express knows an error handler by its four parameters. What went wrong stays in the log. */
export function errorHandler(portal: Pick<Portal, 'assets' | 'logger'>) {
  return (error: unknown, request: Request, response: Response, next: NextFunction): void => {
    const status = statusOf(error);
    if (status >= 500) {
      const fields = { error: describeError(error), path: request.path };
      portal.logger.error(fields, 'a page failed');
    }
    if (response.headersSent) {
      next(error);
      return;
    }
    sendError(status, error, request, response, portal);
  };
}

function sendError(
  status: KnownStatus,
  error: unknown,
  request: Request,
  response: Response,
  portal: Pick<Portal, 'assets'>,
): void {
  // An error before the visit was known: there is no language to speak, nor a page to speak it on.
  const visit = request.visit as Visit | undefined;
  const text = texts(visit?.language ?? defaultLanguage).errorPage;
  const { title, text: explanation } = text.byStatus[status];
  if (request.accepts(['html', 'json']) === 'json') {
    const known = error instanceof PartylineError && status < 500;
    const code = error instanceof PartylineError ? error.code : 'failed';
    response.status(status).json({ error: { code, message: known ? error.message : title } });
    return;
  }
  if (visit === undefined) {
    response.status(status).type('text').send(`${title}\n`);
    return;
  }
  const body = html`<h1>${title}</h1>
    <p>${explanation}</p>
    <p><a href="/">${text.home}</a></p>`;
  sendAnswer({ title, body, status, width: 'narrow' }, visit, response, portal);
}

/** The statuses that have a page; what Express could not read is its sender's fault. */
function statusOf(error: unknown): KnownStatus {
  const status =
    error instanceof PartylineError
      ? error.verdict.httpStatus
      : error instanceof Error && 'status' in error
        ? Number(error.status)
        : 500;
  const known = Object.keys(texts(defaultLanguage).errorPage.byStatus).map(Number) as KnownStatus[];
  return known.find((one) => one === status) ?? (status >= 400 && status < 500 ? 400 : 500);
}
