import type { RequestHandler } from 'express';

/** Text for Prometheus. */
export interface MetricsSource {
  readonly contentType: string;
  metrics(): Promise<string>;
}

export function metricsRoute(source: MetricsSource): RequestHandler {
  return async (_request, response) => {
    const text = await source.metrics();
    response.set('Cache-Control', 'no-store').type(source.contentType).send(text);
  };
}
