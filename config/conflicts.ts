import type { Config } from './schema.js';

/** Two keys that cannot both hold. */
export interface Conflict {
  readonly message: string;
  readonly mend: string;
}

type Check = (config: Config) => Conflict | null;

const repeated = (values: readonly string[]): string | undefined =>
  values.find((value, index) => values.indexOf(value) !== index);

const tlsIsWhole: Check = ({ sip }) => {
  const wanted = sip.transports.includes('tls');
  if (wanted && sip.tls === null) {
    return {
      message: 'sip.transports has tls but sip.tls is not set',
      mend: 'give sip.tls a certificate and a key, or take tls out of sip.transports',
    };
  }
  if (!wanted && sip.tls !== null) {
    return {
      message: 'sip.tls is set but sip.transports has no tls',
      mend: 'add tls to sip.transports, or remove sip.tls',
    };
  }
  return null;
};

const portsDiffer: Check = ({ sip, http }) => {
  const taken = new Map<number, string>();
  const tcpPorts: readonly (readonly [string, number])[] = [
    ...(sip.transports.includes('tcp') ? [['sip.port', sip.port] as const] : []),
    ...(sip.tls === null ? [] : [['sip.tls.port', sip.tls.port] as const]),
    ['http.port', http.port],
  ];
  for (const [key, port] of tcpPorts) {
    const other = taken.get(port);
    if (other !== undefined && port !== 0) {
      return { message: `${other} and ${key} are both ${port}`, mend: 'give one another port' };
    }
    taken.set(port, key);
  }
  return null;
};

/** TCP ports too: a firewall rule for the RTP range should open nothing else. */
const rtpApart: Check = ({ sip, http, rtp }) => {
  const others: readonly (readonly [string, number])[] = [
    ['sip.port', sip.port],
    ...(sip.tls === null ? [] : [['sip.tls.port', sip.tls.port] as const]),
    ['http.port', http.port],
  ];
  const inside = others.find(([, port]) => port >= rtp.ports.first && port <= rtp.ports.last);
  if (inside === undefined) return null;
  return {
    message: `${inside[0]} ${inside[1]} lies within rtp.ports ${rtp.ports.first}-${rtp.ports.last}`,
    mend: 'move the port or the range',
  };
};

const listsHaveNoRepeats: Check = ({ sip, media, freeswitch }) => {
  const lists: readonly (readonly [string, readonly string[]])[] = [
    ['sip.transports', sip.transports],
    ['sip.trunks[].name', sip.trunks.map((trunk) => trunk.name)],
    ['sip.trunks[].addresses', sip.trunks.flatMap((trunk) => trunk.addresses)],
    ['sip.users[].name', sip.users.map((user) => user.name)],
    ['media.codecs', media.codecs],
    ['freeswitch.servers[].name', freeswitch.servers.map((server) => server.name)],
  ];
  for (const [key, values] of lists) {
    const twice = repeated(values);
    if (twice !== undefined) return { message: `${key} has ${twice} twice`, mend: 'remove one' };
  }
  return null;
};

const someoneCanAnswerAChallenge: Check = ({ sip }) =>
  sip.unknownCallers === 'challenge' && sip.users.length === 0
    ? {
        message:
          'sip.unknownCallers is challenge but sip.users is empty, so nobody could answer it',
        mend: 'add a user, or choose allow-private, reject or drop',
      }
    : null;

const engineHasItsSecrets: Check = ({ engine, drachtio, freeswitch }) => {
  if (engine !== 'freeswitch') return null;
  if (drachtio.secret === null) {
    return {
      message: 'engine is freeswitch but drachtio.secret is not set',
      mend: "set it, or PARTYLINE_DRACHTIO_SECRET, as in drachtio-server's <admin secret>",
    };
  }
  if (freeswitch.password === null) {
    return {
      message: 'engine is freeswitch but freeswitch.password is not set',
      mend: 'set it, or PARTYLINE_FREESWITCH_PASSWORD, to the event socket password',
    };
  }
  return freeswitch.servers.length > 0
    ? null
    : { message: 'freeswitch.servers is empty', mend: 'name at least one server' };
};

const dialOutHasItsTrunk: Check = ({ dialOut, sip }) => {
  const { trunk, gateway } = dialOut;
  if (trunk === null) return null;
  if (gateway === null) {
    return {
      message: 'dialOut.trunk is set but dialOut.gateway is not',
      mend: 'name the gateway that takes the calls, or remove dialOut.trunk',
    };
  }
  return sip.trunks.some(({ name }) => name === trunk)
    ? null
    : {
        message: `dialOut.trunk is ${trunk}, which is not among sip.trunks`,
        mend: 'use the name of a trunk',
      };
};

const limitsAgree: Check = ({ sip: { rateLimit } }) =>
  rateLimit.burst < rateLimit.messagesPerSecond
    ? {
        message: 'sip.rateLimit.burst is smaller than sip.rateLimit.messagesPerSecond',
        mend: 'raise the burst to at least one second of messages',
      }
    : null;

const diskIsWarnedOfFirst: Check = ({ recordings: { warnBelowMb, stopBelowMb } }) =>
  warnBelowMb < stopBelowMb
    ? {
        message: `recordings.warnBelowMb ${warnBelowMb} is less than recordings.stopBelowMb ${stopBelowMb}`,
        mend: 'warn at more free space than recordings stop at',
      }
    : null;

const checks: readonly Check[] = [
  tlsIsWhole,
  portsDiffer,
  rtpApart,
  listsHaveNoRepeats,
  someoneCanAnswerAChallenge,
  limitsAgree,
  engineHasItsSecrets,
  diskIsWarnedOfFirst,
  dialOutHasItsTrunk,
];

export function findConflict(config: Config): Conflict | null {
  for (const check of checks) {
    const conflict = check(config);
    if (conflict !== null) return conflict;
  }
  return null;
}
