import type { z } from 'zod';
import { FieldsRefused, fieldsOf } from '../../../api/errors.js';

/** @throws PartylineError `bad-value` naming what is wrong */
export function read<Value>(
  schema: z.ZodType<Value>,
  given: unknown,
  where: 'query' | 'body',
): Value {
  const result = schema.safeParse(given ?? {});
  if (result.success) return result.data;
  throw new FieldsRefused(fieldsOf(result.error.issues, where));
}
