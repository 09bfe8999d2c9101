import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Principal } from '../auth/principal.js';
import type { Portal } from '../portal.js';

/** One operation of the API: what it takes and what it answers. */
export interface Operation<
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
  Result extends z.ZodType = z.ZodType,
> {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Below `/api/v1`, with parameters as OpenAPI writes them: `/rooms/{number}`. */
  readonly path: string;
  /** A word that programs may call it by; unique. */
  readonly id: string;
  readonly summary: string;
  /** What it belongs to, in the document. */
  readonly tag: string;
  readonly params: Params;
  readonly query: Query;
  /** Of JSON; `z.void()` for none. */
  readonly body: Body;
  /** Of the answer; `z.void()` for 204. */
  readonly result: Result;
  readonly status: 200 | 201 | 202 | 204;
  /** What it answers where that is no JSON: `run` then sends it by itself. */
  readonly media: string | null;
}

/** An operation, and how it is done. */
export interface Endpoint<
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
  Result extends z.ZodType = z.ZodType,
> extends Operation<Params, Query, Body, Result> {
  /** Whether the caller may is asked here, by `authorize`. */
  readonly run: (
    call: Call<z.output<Params>, z.output<Query>, z.output<Body>>,
    portal: Portal,
  ) => Promise<z.input<Result>>;
}

export interface Call<Params, Query, Body> {
  readonly principal: Principal;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly request: Request;
  readonly response: Response;
}

const none = z.object({});

interface DescribedOperation<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Result extends z.ZodType,
> {
  readonly method: Endpoint['method'];
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly tag: string;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly result?: Result;
  readonly status?: Endpoint['status'];
  readonly media?: string;
}

interface DescribedEndpoint<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Result extends z.ZodType,
> extends DescribedOperation<Params, Query, Body, Result> {
  readonly run: Endpoint<Params, Query, Body, Result>['run'];
}

/** Fills in what an operation leaves out. */
export function operation<
  Params extends z.ZodObject = typeof none,
  Query extends z.ZodObject = typeof none,
  Body extends z.ZodType = z.ZodVoid,
  Result extends z.ZodType = z.ZodVoid,
>(
  described: DescribedOperation<Params, Query, Body, Result>,
): Operation<Params, Query, Body, Result> {
  const whole = {
    params: none,
    query: none,
    body: z.void(),
    result: z.void(),
    status: described.result === undefined && described.media === undefined ? 204 : 200,
    media: null,
    ...described,
  };
  return whole as unknown as Operation<Params, Query, Body, Result>;
}

/** Unknown fields of its body or query are refused. */
export function endpoint<
  Params extends z.ZodObject = typeof none,
  Query extends z.ZodObject = typeof none,
  Body extends z.ZodType = z.ZodVoid,
  Result extends z.ZodType = z.ZodVoid,
>(described: DescribedEndpoint<Params, Query, Body, Result>): Endpoint {
  return { ...operation(described), run: described.run } as unknown as Endpoint;
}

export const time = z.iso.datetime().describe('UTC, RFC 3339');

export function asTime(atMs: number): string {
  return new Date(atMs).toISOString();
}

export function asTimeOrNull(atMs: number | null): string | null {
  return atMs === null ? null : asTime(atMs);
}

/** A page of a list: where the next begins, or null at the end. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}
