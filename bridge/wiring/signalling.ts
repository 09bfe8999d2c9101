import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { listenAddresses } from '../../config/listen-addresses.js';
import type { Config, TrunkConfig } from '../../config/schema.js';
import type { DrachtioSettings } from '../drachtio/link.js';
import { createDrachtioSignalling } from '../drachtio/signalling.js';
import { describeError, PartylineError, unreachable } from '../kernel/errors.js';
import type { Logger } from '../kernel/logger.js';
import type { Clock } from '../ports/clock.js';
import type { Random } from '../ports/random.js';
import type { Signalling } from '../ports/signalling.js';
import type { ListenOptions } from '../sip/transport/options.js';
import { defaultTransportLimits } from '../sip/transport/options.js';
import type { TrunkSettings as SipTrunk, UnknownSourcePolicy } from '../sip/trunk/trunk.js';
import { createEmbeddedSignalling } from '../sip/user-agent/signalling.js';

const unknownSources: Readonly<Record<Config['sip']['unknownCallers'], UnknownSourcePolicy>> = {
  'allow-private': 'accept-local',
  challenge: 'challenge',
  reject: 'refuse',
  drop: 'drop',
};

/** The signalling as the configuration asks. @throws PartylineError `bad-config` */
export function wireSignalling(
  config: Config,
  deps: { readonly clock: Clock; readonly random: Random; readonly logger: Logger },
): Signalling {
  const { sip } = config;
  const rules = {
    ...deps,
    trunks: sip.trunks.map(trunkOptions),
    unknownSource: unknownSources[sip.unknownCallers],
    users: {
      realm: 'partyline',
      algorithms: sip.digestAlgorithms,
      credentials: sip.users.map(({ name, password }) => ({ username: name, password })),
    },
  };
  switch (config.engine) {
    case 'embedded': {
      const { messagesPerSecond, burst } = sip.rateLimit;
      const rate = { ...defaultTransportLimits.rate, perSecond: messagesPerSecond, burst };
      const transport = { limits: { rate } };
      return createEmbeddedSignalling({ ...rules, listen: listenOptions(sip), transport });
    }
    case 'freeswitch':
      return createDrachtioSignalling({ ...rules, drachtio: drachtioOptions(config) });
    default:
      return unreachable(config.engine);
  }
}

/** How drachtio-server is reached. @throws PartylineError `bad-config` */
export function drachtioOptions({ drachtio }: Config): DrachtioSettings {
  const { host, port, secret, tls, listen } = drachtio;
  const ca = tls?.ca ?? null;
  return {
    host,
    port,
    secret: secret ?? '',
    listen,
    tls:
      tls === null
        ? null
        : {
            rejectUnauthorized: true,
            ...(ca === null ? {} : { ca: readPem('drachtio.tls.ca', ca) }),
          },
  };
}

function listenOptions(sip: Config['sip']): readonly ListenOptions[] {
  const advertised = sip.advertisedHost === null ? {} : { advertisedHost: sip.advertisedHost };
  const tls = sip.transports.includes('tls') ? tlsFiles(sip) : null;
  return listenAddresses(sip.host, networkInterfaces()).flatMap((host) =>
    sip.transports.map((transport) => ({
      transport,
      host,
      port: transport === 'tls' ? (sip.tls?.port ?? 5061) : sip.port,
      ...advertised,
      ...(transport === 'tls' && tls !== null ? { tls } : {}),
    })),
  );
}

function tlsFiles({ tls }: Config['sip']): { readonly cert: string; readonly key: string } {
  if (tls === null) {
    throw new PartylineError('bad-config', 'sip.transports has tls, but sip.tls is not set', {
      mend: 'give sip.tls a certificate and a key, or take tls out of sip.transports',
    });
  }
  return {
    cert: readPem('sip.tls.certificate', tls.certificate),
    key: readPem('sip.tls.key', tls.key),
  };
}

function readPem(key: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new PartylineError('bad-config', `${key}: ${describeError(error)}`, {
      mend: 'name a PEM file that this user may read',
      cause: error,
    });
  }
}

function trunkOptions(trunk: TrunkConfig): SipTrunk {
  const { name, addresses, dialledNumberFrom, countryCode, register } = trunk;
  return {
    name,
    addresses,
    ...(dialledNumberFrom === 'auto' ? {} : { dialledFrom: [dialledNumberFrom] }),
    ...(countryCode === null
      ? {}
      : { numbering: { countryCode, nationalPrefix: '0', internationalPrefix: '00' } }),
    ...(register === null
      ? {}
      : {
          credentials: { username: register.username, password: register.password },
          registration: {
            registrar: register.registrar,
            addressOfRecord: `sip:${register.username}@${register.registrar.replace(/^sips?:/, '')}`,
            expiresSeconds: register.expiresSeconds,
          },
        }),
  };
}
