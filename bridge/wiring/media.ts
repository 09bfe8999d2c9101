import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import path from 'node:path';
import { listenAddresses } from '../../config/listen-addresses.js';
import type { Config } from '../../config/schema.js';
import { createFreeSwitchMediaServer } from '../freeswitch/media-server.js';
import type { FreeSwitchServerSettings } from '../freeswitch/server.js';
import { unreachable } from '../kernel/errors.js';
import type { Logger } from '../kernel/logger.js';
import { createEmbeddedMediaServer } from '../media/embedded-media-server.js';
import type { Clock } from '../ports/clock.js';
import type { DrainStore } from '../ports/drains.js';
import type { MediaServer } from '../ports/media-server.js';
import type { Random } from '../ports/random.js';
import type { Signalling } from '../ports/signalling.js';

/** The media server as the configuration asks; one apart from us is called by `signalling`. */
export function wireMediaServer(
  config: Config,
  deps: {
    readonly clock: Clock;
    readonly random: Random;
    readonly logger: Logger;
    readonly drains: DrainStore;
  },
  signalling: Signalling,
): MediaServer {
  const { drains } = deps;
  switch (config.engine) {
    case 'embedded':
      return embedded(config, deps);
    case 'freeswitch':
      return createFreeSwitchMediaServer({
        ...deps,
        servers: freeSwitchServers(config),
        dialer: signalling,
        codecs: config.media.codecs,
        takeOver: config.freeswitch.takeOver,
        owner: bridgeId(config),
        drained: async () => new Set((await drains.drained()).keys()),
      });
    default:
      return unreachable(config.engine);
  }
}

/** There is one bridge to a data directory. */
function bridgeId({ dataDir }: Config): string {
  const place = `${hostname()}:${path.resolve(dataDir)}`;
  return createHash('sha256').update(place).digest('hex').slice(0, 16);
}

function embedded(
  { sip, rtp, media }: Config,
  deps: { readonly clock: Clock; readonly random: Random; readonly logger: Logger },
): MediaServer {
  const addresses = listenAddresses(sip.host, networkInterfaces());
  const [only] = addresses;
  // With several addresses each leg is bound to the one its signalling came to.
  const all = addresses.some((address) => isIPv6(address)) ? '::' : '0.0.0.0';
  const bindHost = addresses.length === 1 && only !== undefined ? only : all;
  return createEmbeddedMediaServer({
    ...deps,
    bindHost,
    advertisedHost: only ?? '127.0.0.1',
    ...(rtp.advertisedHost === null ? {} : { publicHost: rtp.advertisedHost }),
    rtpPorts: [rtp.ports.first, rtp.ports.last],
    ...(media.workers === 'auto' ? {} : { workers: media.workers }),
    codecPreference: media.codecs,
  });
}

/** The pool of FreeSWITCH servers as configured. */
export function freeSwitchServers({ freeswitch }: Config): readonly FreeSwitchServerSettings[] {
  return freeswitch.servers.map(({ sip, ...server }) => ({
    ...server,
    password: freeswitch.password ?? '',
    sipUri: `sip:${sip}`,
  }));
}

/** Where callers' names are recorded; FreeSWITCH must see it under the same path. */
export function namesFolder({ engine, dataDir, freeswitch }: Config): string {
  const shared = engine === 'freeswitch' ? freeswitch.sharedFolder : null;
  return path.resolve(shared ?? dataDir, 'names');
}
