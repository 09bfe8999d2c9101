import type { Test } from 'tap';
import { createFreeSwitchMediaServer } from '../../../bridge/freeswitch/media-server.js';
import { silentLogger } from '../../../bridge/kernel/logger.js';
import type { Endpoint, MediaServer } from '../../../bridge/ports/media-server.js';
import { createEmbeddedSignalling } from '../../../bridge/sip/user-agent/signalling.js';
import { createSystemClock } from '../../../bridge/system/clock.js';
import { createSystemRandom } from '../../../bridge/system/random.js';
import { offerSdp } from '../../contract/signalling/line.js';
import { ScriptedFreeSwitch } from '../../support/scripted-freeswitch.js';

export interface ScriptedPool {
  readonly media: MediaServer;
  readonly peers: readonly ScriptedFreeSwitch[];
}

export async function scriptedPool(
  t: Test,
  count: number,
  {
    password = 'ClueCon',
    ...options
  }: {
    password?: string;
    drained?: () => Promise<ReadonlySet<string>>;
    owner?: string;
  } = {},
): Promise<ScriptedPool> {
  const ports = { clock: createSystemClock(), random: createSystemRandom(), logger: silentLogger };
  const dialer = createEmbeddedSignalling({
    ...ports,
    listen: [{ transport: 'udp', host: '127.0.0.1', port: 0 }],
  });
  await dialer.start((leg) => leg.reject(480));
  const peers = await Promise.all(Array.from({ length: count }, () => ScriptedFreeSwitch.start()));
  const media = createFreeSwitchMediaServer({
    ...ports,
    ...options,
    dialer,
    codecs: ['PCMU', 'PCMA'],
    takeOver: true,
    servers: peers.map((peer, i) => ({
      name: `server-${i}`,
      host: '127.0.0.1',
      port: peer.port,
      password,
      sipUri: peer.sipUri,
      capacity: 100,
      weight: 1,
    })),
  });
  t.teardown(async () => {
    await media.close();
    await dialer.close();
    await Promise.all(peers.map((peer) => peer.close()));
  });
  await media.start();
  return { media, peers };
}

export const call = (media: MediaServer): Promise<Endpoint> =>
  media.createEndpoint({ offer: offerSdp(5000), allowSrtp: false, mediaTimeoutMs: 60_000 });

/** The far end follows where its media goes. */
export function follow(endpoint: Endpoint): Promise<string> {
  return new Promise((resolve) => {
    endpoint.events.on('moved', (offer) => {
      void endpoint.acceptAnswer(offerSdp(5000)).then(() => resolve(offer));
    });
  });
}
