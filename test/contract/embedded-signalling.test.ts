import { silentLogger } from '../../bridge/kernel/logger.js';
import { createEmbeddedSignalling } from '../../bridge/sip/user-agent/signalling.js';
import { createSystemClock } from '../../bridge/system/clock.js';
import { createSystemRandom } from '../../bridge/system/random.js';
import { signallingContract } from './signalling-contract.js';

signallingContract('embedded', () =>
  Promise.resolve(
    createEmbeddedSignalling({
      listen: [{ transport: 'udp', host: '127.0.0.1', port: 0 }],
      clock: createSystemClock(),
      random: createSystemRandom(),
      logger: silentLogger,
    }),
  ),
);
