import { setImmediate, setTimeout } from 'node:timers/promises';
import { createFreeSwitchMediaServer } from '../../bridge/freeswitch/media-server.js';
import { silentLogger } from '../../bridge/kernel/logger.js';
import { createEmbeddedSignalling } from '../../bridge/sip/user-agent/signalling.js';
import { createSystemClock } from '../../bridge/system/clock.js';
import { createSystemRandom } from '../../bridge/system/random.js';
import { type Differences, mediaServerContract } from '../contract/media-server-contract.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { freeSwitchServers } from './freeswitch-servers.js';

const clock = createSystemClock();
const random = createSystemRandom();
/** One: a leg that moves to another is told so by an offer, and begins a new stream there. */
const servers = freeSwitchServers().slice(0, 1);

/** What FreeSWITCH 1.11-dev does otherwise; bridge/README.md has the table for operators. */
const differences: Differences = new Map([
  [
    'in a conference a prompt to one member is heard over the mix, by that member',
    'mod_conference does not turn the mix down under a prompt',
  ],
  [
    'levels and line quality come in batches while there are members',
    'FreeSWITCH tells energy when talking starts and stops, and line quality at the end',
  ],
  ["a line's noise and echo are found among quiet ones", 'FreeSWITCH measures neither'],
  [
    'a crash ends its calls and conferences, and new calls go on',
    'what FreeSWITCH counted of a line dies with it; the rest is tested with scripted servers',
  ],
  [
    'a source that moves (NAT) is followed; a foreign one is not heard',
    'FreeSWITCH learns a source within the first 20 packets and follows it no more; others mix in',
  ],
  [
    'a leg without media is told of once; one on hold is not',
    'it is, but FreeSWITCH sends nothing to a parked leg that sends nothing; see the scripted servers',
  ],
  [
    'in-band tones are taken for keys where there are no telephone-events, unheard',
    'FreeSWITCH tells an in-band key when it has ended, and lets its start be heard',
  ],
]);

mediaServerContract(
  'freeswitch',
  async (t) => {
    const dialer = createEmbeddedSignalling({
      listen: [{ transport: 'udp', host: '127.0.0.1', port: 0 }],
      clock,
      random,
      logger: silentLogger,
    });
    await dialer.start((leg) => leg.reject(480));
    const proxies = await Promise.all(servers.map((server) => TcpProxy.open(server)));
    const server = createFreeSwitchMediaServer({
      servers: servers.map((settings, i) => ({
        ...settings,
        host: '127.0.0.1',
        port: proxies[i]!.port,
      })),
      dialer,
      codecs: ['opus', 'G722', 'PCMU', 'PCMA'],
      takeOver: false,
      clock,
      random,
      logger: silentLogger,
    });
    t.teardown(async () => {
      await server.close();
      await dialer.close();
      await Promise.all(proxies.map((proxy) => proxy.close()));
    });
    // Out of reach as if it had died, and back.
    const crash = async (): Promise<void> => {
      await Promise.all(proxies.map((proxy) => proxy.close()));
      while (server.status().ready || server.status().endpoints > 0) await setImmediate();
      await Promise.all(proxies.map((proxy) => proxy.listen()));
      while (!server.status().ready) await setTimeout(20);
    };
    return { server, crash };
  },
  differences,
);
