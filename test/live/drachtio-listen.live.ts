import { createConnection } from 'node:net';
import t from 'tap';
import { createDrachtioSignalling } from '../../bridge/drachtio/signalling.js';
import { silentLogger } from '../../bridge/kernel/logger.js';
import { createSystemClock } from '../../bridge/system/clock.js';
import { createSystemRandom } from '../../bridge/system/random.js';
import { signallingContract } from '../contract/signalling-contract.js';
import { drachtioThatConnects } from './drachtio-server.js';

const make = (): ReturnType<typeof createDrachtioSignalling> =>
  createDrachtioSignalling({
    drachtio: drachtioThatConnects(),
    clock: createSystemClock(),
    random: createSystemRandom(),
    logger: silentLogger,
  });

signallingContract('drachtio that connects to us', () => Promise.resolve(make()));

t.test('nobody but drachtio may connect: whoever does is told the secret', async (t) => {
  const signalling = make();
  await signalling.start((leg) => leg.reject(480));
  t.teardown(() => signalling.close());
  const { listen } = drachtioThatConnects();
  const stranger = createConnection({ ...listen!, localAddress: '127.0.0.2' });
  let heard = '';
  stranger.on('data', (data: Buffer) => (heard += data.toString()));
  stranger.on('error', () => undefined);
  await new Promise((resolve) => stranger.on('close', resolve));
  t.equal(heard, '');
});
