import type { NextFunction, Request, Response } from 'express';
import { PartylineError, describeError } from '../../bridge/kernel/errors.js';
import type { Portal } from '../portal.js';
import { inLanguages } from '../i18n/languages.js';
import { html } from '../views/html.js';
import { sendAnswer } from './routes.js';
import type { Visit } from './visit.js';

interface ErrorText {
  readonly title: string;
  readonly text: string;
}

const strings = inLanguages<{
  readonly byStatus: Readonly<Record<400 | 403 | 404 | 409 | 413 | 429 | 500 | 503, ErrorText>>;
  readonly home: string;
}>(
  {
    byStatus: {
      400: { title: 'Not understood', text: 'The request cannot be read.' },
      403: {
        title: 'Not allowed',
        text: 'This is not yours to see or change, or the page was open for too long. Reload it and try again.',
      },
      404: { title: 'Not found', text: 'There is no such page, or it is not yours to see.' },
      409: { title: 'Not possible now', text: 'Something has changed meanwhile. Reload the page.' },
      413: { title: 'Too large', text: 'More was sent than can be taken at once.' },
      429: { title: 'Too many tries', text: 'Wait a few minutes, then try again.' },
      500: { title: 'Something went wrong', text: 'The log of the bridge says what. Calls go on.' },
      503: {
        title: 'Not available now',
        text: 'The database does not answer. Calls go on; try again soon.',
      },
    },
    home: 'Back to the start',
  },
  {
    byStatus: {
      400: { title: 'Demande incomprise', text: 'La demande est illisible.' },
      403: {
        title: 'Non autorisé',
        text: 'Cette page ne vous est pas accessible, ou elle est restée ouverte trop longtemps. Rechargez-la et recommencez.',
      },
      404: {
        title: 'Introuvable',
        text: "Cette page n'existe pas, ou elle ne vous est pas accessible.",
      },
      409: {
        title: 'Impossible pour le moment',
        text: 'La situation a changé. Rechargez la page.',
      },
      413: { title: 'Trop volumineux', text: 'Trop de données ont été envoyées à la fois.' },
      429: { title: "Trop d'essais", text: 'Patientez quelques minutes, puis recommencez.' },
      500: {
        title: 'Une erreur est survenue',
        text: 'Le journal du pont en indique la cause. Les appels continuent.',
      },
      503: {
        title: 'Indisponible pour le moment',
        text: 'La base de données ne répond pas. Les appels continuent ; réessayez bientôt.',
      },
    },
    home: "Retour à l'accueil",
  },
);

type KnownStatus = keyof ReturnType<typeof strings>['byStatus'];

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
  const text = strings(visit?.language ?? 'en');
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
  const known = Object.keys(strings('en').byStatus).map(Number) as KnownStatus[];
  return known.find((one) => one === status) ?? (status >= 400 && status < 500 ? 400 : 500);
}
