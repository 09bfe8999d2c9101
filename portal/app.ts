import express, { type Express } from 'express';
import helmet from 'helmet';
import { apiRouter, noSuchOperation } from './api/api.js';
import { byTokenOr } from './api/bearer.js';
import { requireSecureCookies } from './http/cookies.js';
import { errorHandler, notFound } from './http/error-page.js';
import { identification } from './http/identify.js';
import { Routes } from './http/routes.js';
import type { Portal } from './portal.js';
import { healthRoute } from './routes/health/health.js';
import { resources } from './routes/index.js';
import { metricsRoute } from './routes/metrics/metrics.js';
import { assetRoute } from './views/assets.js';

/** The pages and the endpoints for operators, without a socket: `listenHttp` gives it one. */
export function createHttpApp(portal: Portal): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', [...portal.trustedProxies]);
  const isHttps = portal.publicUrl().startsWith('https:');
  if (isHttps) requireSecureCookies(app);
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'"],
          imgSrc: ["'self'"],
          mediaSrc: ["'self'"],
          connectSrc: ["'self'"],
          baseUri: ["'none'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
        },
      },
      strictTransportSecurity: isHttps && { maxAge: 180 * 86_400, includeSubDomains: false },
    }),
  );
  // Before anybody is identified: they answer while the database does not.
  app.get('/healthz', healthRoute(portal.health));
  app.get('/metrics', metricsRoute(portal.metrics));
  app.get('/assets/:file', assetRoute(portal.assets));
  app.use('/api/v1', apiRouter(portal));
  const identify = byTokenOr(portal.identify, () => portal.tokens);
  app.use(identification(identify, portal.random));
  const routes = new Routes(portal, app);
  for (const resource of resources) resource(routes);
  app.use('/api/v1', noSuchOperation);
  app.use(notFound);
  app.use(errorHandler(portal));
  return app;
}
