import t from 'tap';
import { createDrachtioSignalling } from '../../bridge/drachtio/signalling.js';
import { silentLogger } from '../../bridge/kernel/logger.js';
import { createSystemClock } from '../../bridge/system/clock.js';
import { createSystemRandom } from '../../bridge/system/random.js';
import type { DrachtioSettings } from '../../bridge/drachtio/link.js';
import type { Signalling } from '../../bridge/ports/signalling.js';
import { signallingContract } from '../contract/signalling-contract.js';
import { testCertificate } from '../support/tls-certificate.js';
import { drachtioOverTls } from './drachtio-server.js';

function signallingOver(drachtio: DrachtioSettings): Signalling {
  return createDrachtioSignalling({
    drachtio,
    clock: createSystemClock(),
    random: createSystemRandom(),
    logger: silentLogger,
  });
}

signallingContract('drachtio over TLS', () => Promise.resolve(signallingOver(drachtioOverTls())));

t.test('a drachtio that is not who it says is told nothing', async (t) => {
  const { cert } = testCertificate;
  const stranger = signallingOver({
    ...drachtioOverTls(),
    tls: { rejectUnauthorized: true, ca: cert },
  });
  t.teardown(() => stranger.close());
  await t.rejects(
    stranger.start((leg) => leg.reject(480)),
    { code: 'bad-config', message: /certificate/ },
  );
});
