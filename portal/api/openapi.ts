import { z } from 'zod';
import { tokenScopes } from '../auth/principal.js';
import type { Operation } from './endpoint.js';
import { errorBody } from './errors.js';

/** Of the API, not of the bridge: counts up when something that programs rely on changes. */
const apiVersion = '1.0.0';

/** The description of the API for programs (OpenAPI 3.1), made from the schemas it checks with. */
export function openApiDocument(operations: readonly Operation[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const one of operations) {
    paths[one.path] = { ...paths[one.path], [one.method]: described(one) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Partyline',
      version: apiVersion,
      description:
        `What the pages of the portal can do. Send a personal token (Settings → Tokens) as ` +
        `\`Authorization: Bearer …\`; its scopes (${tokenScopes.join(', ')}) limit what it may do, ` +
        `and so does the role of its person. Times are UTC.`,
    },
    servers: [{ url: '/api/v1' }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Error: jsonSchema(errorBody, 'output') },
    },
  };
}

function described(one: Operation): object {
  const hasBody = !(one.body instanceof z.ZodVoid);
  const failed = {
    description: 'Refused: the code says why',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
  };
  return {
    operationId: one.id,
    summary: one.summary,
    tags: [one.tag],
    parameters: [...parameters(one.params, 'path'), ...parameters(one.query, 'query')],
    ...(hasBody
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: jsonSchema(one.body, 'input') } },
          },
        }
      : {}),
    responses: {
      [one.status]: { description: 'Done', ...content(one) },
      default: failed,
    },
  };
}

function content({ media, result }: Operation): object {
  if (media !== null) return { content: { [media]: { schema: { type: 'string' } } } };
  if (result instanceof z.ZodVoid) return {};
  return { content: { 'application/json': { schema: jsonSchema(result, 'output') } } };
}

function parameters(schema: z.ZodObject, place: 'path' | 'query'): object[] {
  return Object.entries(schema.shape).map(([name, one]) => ({
    name,
    in: place,
    required: place === 'path' || !(one as z.ZodType).safeParse(undefined).success,
    schema: jsonSchema(one as z.ZodType, 'input'),
  }));
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
