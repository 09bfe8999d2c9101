import type { NextFunction, Request, Response } from 'express';
import { PartylineError } from '../../../../bridge/kernel/errors.js';
import { FieldsRefused } from '../../../api/errors.js';

/** Says in JSON what its reader can mend; the rest is the bridge's own fault, and goes on. */
export function apiErrors(
  error: unknown,
  _request: Request,
  response: Response,
  next: NextFunction,
): void {
  if (response.headersSent) {
    next(error);
    return;
  }
  const fault = asClientFault(error);
  if (fault === null) {
    next(error);
    return;
  }
  // A file's headers are not the error's.
  for (const name of ['Content-Disposition', 'Content-Length', 'ETag', 'Last-Modified']) {
    response.removeHeader(name);
  }
  const { status, ...body } = fault;
  response.status(status).json({ error: body });
}

interface Fault {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly mend: string;
  readonly fields?: Readonly<Record<string, string>>;
}

function asClientFault(error: unknown): Fault | null {
  if (error instanceof PartylineError) {
    const { code, message, mend } = error;
    const { httpStatus: status } = error.verdict;
    const fields = error instanceof FieldsRefused ? { fields: error.fields } : {};
    return status < 500 ? { status, code, message, mend, ...fields } : null;
  }
  // What Express could not read: a body that is no JSON, or too large.
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
  if (status < 400 || status >= 500) return null;
  return { status, code: 'bad-value', message: 'the request cannot be read', mend: '' };
}
