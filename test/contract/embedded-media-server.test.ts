import { silentLogger } from '../../bridge/kernel/logger.js';
import { createEmbeddedMediaServer } from '../../bridge/media/embedded-media-server.js';
import { createSystemClock } from '../../bridge/system/clock.js';
import { createSystemRandom } from '../../bridge/system/random.js';
import { freePorts } from '../support/free-ports.js';
import { mediaServerContract } from './media-server-contract.js';

const portsEach = 240;
/** In turn: what is still on its way to one server does not reach the next. */
const ranges = await Promise.all(Array.from({ length: 3 }, () => freePorts(portsEach)));
let servers = 0;

mediaServerContract('embedded', () => {
  const first = ranges[servers++ % ranges.length]!;
  const server = createEmbeddedMediaServer({
    bindHost: '127.0.0.1',
    advertisedHost: '127.0.0.1',
    rtpPorts: [first, first + portsEach - 1],
    workers: 2,
    clock: createSystemClock(),
    random: createSystemRandom(),
    logger: silentLogger,
  });
  return Promise.resolve({ server, crash: (endpoint) => server.crashWorkerOf(endpoint) });
});
