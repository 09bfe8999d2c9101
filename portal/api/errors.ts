import { z } from 'zod';
import { PartylineError, describeError } from '../../bridge/kernel/errors.js';
import type { Logger } from '../../bridge/kernel/logger.js';

/** Fields that are each well-formed, but cannot be used as they are here and now. */
export class FieldsRefused extends PartylineError {
  readonly fields: Readonly<Record<string, string>>;

  /** @param fields by their place: `body.startsAt` */
  constructor(fields: Readonly<Record<string, string>>) {
    super('bad-value', `not usable: ${Object.keys(fields).join(', ')}`);
    this.fields = fields;
  }
}

/** What every refusal looks like. */
export const errorBody = z.object({
  error: z.object({
    code: z.string().describe('stable; never reused for another meaning'),
    message: z.string(),
    mend: z.string().optional().describe('what can be done about it'),
    fields: z.record(z.string(), z.string()).optional().describe('what is wrong, by field'),
  }),
});

export interface Failure {
  readonly status: number;
  readonly body: z.input<typeof errorBody>;
}

/** What is wrong, by place: `query.limit`. */
export function fieldsOf(
  issues: readonly z.core.$ZodIssue[],
  where: string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    issues.map((issue) => {
      const keys = issue.code === 'unrecognized_keys' ? issue.keys : [];
      return [[where, ...issue.path, ...keys].join('.'), issue.message];
    }),
  );
}

export function badFields(issues: readonly z.core.$ZodIssue[], where: string): Failure {
  const fields = { ...fieldsOf(issues, where) };
  const message = `not usable: ${Object.keys(fields).join(', ')}`;
  return { status: 400, body: { error: { code: 'bad-value', message, fields } } };
}

/** Our own errors by their verdict; of others nothing is told, but logged. */
export function failureOf(error: unknown, logger: Logger, path: string): Failure {
  if (error instanceof PartylineError) {
    const { code, message, mend, verdict } = error;
    if (verdict.httpStatus < 500) {
      const fields = error instanceof FieldsRefused ? { fields: { ...error.fields } } : {};
      const body = { error: { code, message, ...(mend === '' ? {} : { mend }), ...fields } };
      return { status: verdict.httpStatus, body };
    }
  }
  const status = error instanceof PartylineError ? error.verdict.httpStatus : statusOf(error);
  if (status >= 500) logger.error({ error: describeError(error), path }, 'an API call failed');
  const [code, message] =
    status >= 500
      ? ['failed', 'something went wrong; the log of the bridge says what']
      : ['bad-request', 'the request cannot be read'];
  return { status, body: { error: { code, message } } };
}

/** What Express could not read is its sender's fault. */
function statusOf(error: unknown): number {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
  return status >= 400 && status < 500 ? status : 500;
}
