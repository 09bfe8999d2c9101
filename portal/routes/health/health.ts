import type { RequestHandler } from 'express';
import type { HealthReport } from '../../../bridge/application/health.js';

/** 200 while calls can be taken, else 503 and why. */
export function healthRoute(health: () => HealthReport): RequestHandler {
  return (_request, response) => {
    const { ok, problems, warnings } = health();
    response
      .status(ok ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ status: ok ? 'ok' : 'unavailable', problems, warnings });
  };
}
