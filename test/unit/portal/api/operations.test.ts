import type { Router } from 'express';
import t from 'tap';
import { apiRouter } from '../../../../portal/api/api.js';
import { operations } from '../../../../portal/api/endpoints/index.js';
import { recordingApi } from '../../../../portal/routes/recordings/api/recording-api.js';
import { fakePortal } from '../../../support/fake-portal.js';

/** `get /rooms/{room}` of each route that a router has. */
function routesOf(router: Router, below = ''): readonly string[] {
  return router.stack.flatMap(({ route }) => {
    if (route === undefined) return [];
    const path = `${below}${route.path === '/' ? '' : route.path}`;
    return Object.keys((route as unknown as { methods: object }).methods).map(
      (method) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`,
    );
  });
}

t.test('every route of the API is in its document, and nothing else is', (t) => {
  const portal = fakePortal({});
  const recordings = recordingApi({
    beforeChange: () => undefined,
  } as unknown as Parameters<typeof recordingApi>[0]);
  const served = [...routesOf(apiRouter(portal)), ...routesOf(recordings, '/recordings')];
  const described = operations.map(({ method, path }) => `${method} ${path}`);
  t.same(served.filter((route) => route !== 'get /openapi.json').sort(), [...described].sort());
  t.equal(new Set(described).size, described.length);
  t.end();
});
