import { createDrachtioSignalling } from '../../bridge/drachtio/signalling.js';
import { silentLogger } from '../../bridge/kernel/logger.js';
import { createSystemClock } from '../../bridge/system/clock.js';
import { createSystemRandom } from '../../bridge/system/random.js';
import { signallingContract } from '../contract/signalling-contract.js';
import { drachtioServer } from './drachtio-server.js';

signallingContract('drachtio', () =>
  Promise.resolve(
    createDrachtioSignalling({
      drachtio: drachtioServer(),
      clock: createSystemClock(),
      random: createSystemRandom(),
      logger: silentLogger,
    }),
  ),
);
