import { silentLogger } from '../../bridge/kernel/logger.js';
import { createSystemRandom } from '../../bridge/system/random.js';
import { AccessChanges } from '../../bridge/application/directory/access-changes.js';
import type { People } from '../../bridge/application/directory/people.js';
import type { Store } from '../../bridge/ports/store.js';
import type { Sessions } from '../../portal/auth/sessions.js';
import type { Portal } from '../../portal/portal.js';
import type { Assets } from '../../portal/views/assets.js';
import { FakeClock } from './fake-clock.js';

/** Without a build for browsers. */
const fakeAssets: Assets = {
  stylesheet: '/assets/site-1.css',
  script: (name) => `/assets/${name}-1.js`,
  file: (name) => (name === 'site-1.css' ? Buffer.from('body{}') : undefined),
};

/** What the pages work with, each part as a test gives it. What is not given fails when it is used. */
export function fakePortal(parts: Partial<Portal>): Portal {
  const given: Partial<Portal> = {
    clock: new FakeClock(),
    random: createSystemRandom(),
    logger: silentLogger,
    assets: fakeAssets,
    identify: () => Promise.resolve(null),
    sessions: {} as unknown as Sessions,
    access: new AccessChanges(),
    publicUrl: () => 'http://127.0.0.1:8080',
    trustedProxies: [],
    store: {} as Store,
    recordings: {} as Portal['recordings'],
    people: {} as unknown as People,
    ...parts,
  };
  return given as Portal;
}
