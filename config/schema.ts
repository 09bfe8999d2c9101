import { defaultLanguage, languages } from '../bridge/conference/languages.js';
import { z } from 'zod';
import { addressOrNetwork, hostName, listenHost, port, rtpPortRange } from './fields.js';

/**
 * The one description of the configuration: names, kinds, defaults. `example.yaml` says what each
 * key means; a test holds the two together.
 */
const register = z.strictObject({
  registrar: z.string().regex(/^sips?:[^\s@]+$/, { error: 'must be like sip:carrier.example' }),
  username: z.string().min(1),
  password: z.string().min(1),
  expiresSeconds: z.int().min(60).max(86_400).default(600),
});

const trunk = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]{1,40}$/, { error: 'must be of a-z, 0-9 and -' }),
  addresses: z.array(addressOrNetwork).min(1),
  dialledNumberFrom: z
    .enum(['auto', 'request-uri', 'p-called-party-id', 'to', 'diversion'])
    .default('auto'),
  countryCode: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, { error: "must be in quotes and without +, such as '32'" })
    .nullable()
    .default(null),
  register: register.nullable().default(null),
});

const user = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,64}$/, { error: 'must be of letters, digits and . _ -' }),
  password: z.string().min(8),
});

const sip = z.strictObject({
  host: listenHost.default('private'),
  port: port.default(5060),
  transports: z
    .array(z.enum(['udp', 'tcp', 'tls']))
    .min(1)
    .default(['udp', 'tcp']),
  tls: z
    .strictObject({
      port: port.default(5061),
      certificate: z.string().min(1),
      key: z.string().min(1),
    })
    .nullable()
    .default(null),
  advertisedHost: hostName.nullable().default(null),
  unknownCallers: z.enum(['allow-private', 'challenge', 'reject', 'drop']).default('allow-private'),
  trunks: z.array(trunk).default([]),
  users: z.array(user).default([]),
  digestAlgorithms: z
    .array(z.enum(['SHA-256', 'MD5']))
    .min(1)
    .default(['MD5']),
  rateLimit: z
    .strictObject({
      messagesPerSecond: z.int().min(1).max(1_000_000).default(1000),
      burst: z.int().min(1).max(1_000_000).default(4000),
    })
    .prefault({}),
});

/** The environment may give a secret that looks like a number. */
const secret = z
  .union([z.string().min(1), z.number().transform(String)])
  .nullable()
  .default(null);

const freeSwitchServer = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]{1,40}$/, { error: 'must be of a-z, 0-9 and -' }),
  host: hostName,
  port: port.default(8021),
  sip: z.string().regex(/^[A-Za-z0-9.:[\]-]+:\d{1,5}$/, { error: 'must be like 10.0.0.5:5080' }),
  capacity: z.int().min(1).max(10_000).default(200),
  weight: z.int().min(1).max(100).default(1),
});

const wholeSeconds = z.int().min(1).max(86_400);
const tries = z.int().min(1).max(100_000);

/** How wrong tries of one kind of secret are slowed. */
const guessing = (usual: {
  callerTries: number;
  roomTries: number;
  roomRefillSeconds: number;
  trunkTries: number;
  trunkRefillSeconds: number;
  alertAfter: number;
}) =>
  z
    .strictObject({
      callerTries: tries.default(usual.callerTries),
      longestWaitSeconds: wholeSeconds.default(120),
      knownLongestWaitSeconds: wholeSeconds.default(30),
      roomTries: tries.default(usual.roomTries),
      roomRefillSeconds: wholeSeconds.default(usual.roomRefillSeconds),
      trunkTries: tries.default(usual.trunkTries),
      trunkRefillSeconds: wholeSeconds.default(usual.trunkRefillSeconds),
      alertAfter: tries.default(usual.alertAfter),
    })
    .prefault({});

const defence = z.strictObject({
  pin: guessing({
    callerTries: 3,
    roomTries: 20,
    roomRefillSeconds: 30,
    trunkTries: 100,
    trunkRefillSeconds: 6,
    alertAfter: 10,
  }),
  securityCode: guessing({
    callerTries: 5,
    roomTries: 100,
    roomRefillSeconds: 5,
    trunkTries: 300,
    trunkRefillSeconds: 2,
    alertAfter: 100,
  }),
  pumping: z
    .strictObject({
      prefixDigits: z.int().min(1).max(15).default(8),
      concurrent: z.int().min(1).default(2000),
      perHour: z.int().min(1).default(10_000),
      badHourCalls: z.int().min(1).default(30),
      badHours: z.int().min(1).max(24).default(5),
      suspectedConcurrent: z.int().min(1).default(5),
      suspectedPerHour: z.int().min(1).default(20),
    })
    .prefault({}),
});

export const configSchema = z.strictObject({
  dataDir: z.string().min(1).default('./data'),
  engine: z.enum(['embedded', 'freeswitch']).default('embedded'),
  sip: sip.prefault({}),
  rtp: z
    .strictObject({
      ports: rtpPortRange.prefault('20000-23999'),
      advertisedHost: hostName.nullable().default(null),
    })
    .prefault({}),
  media: z
    .strictObject({
      workers: z.union([z.literal('auto'), z.int().min(1).max(64)]).default('auto'),
      codecs: z
        .array(z.enum(['opus', 'G722', 'PCMU', 'PCMA']))
        .min(1)
        .default(['G722', 'opus', 'PCMU', 'PCMA']),
      timeoutSeconds: z.int().min(5).max(3600).default(60),
    })
    .prefault({}),
  drachtio: z
    .strictObject({
      host: hostName.default('127.0.0.1'),
      port: port.default(9022),
      secret,
      tls: z
        .strictObject({ ca: z.string().min(1).nullable().default(null) })
        .nullable()
        .default(null),
      listen: z
        .strictObject({ host: hostName.default('127.0.0.1'), port: port.default(9021) })
        .nullable()
        .default(null),
    })
    .prefault({}),
  freeswitch: z
    .strictObject({
      password: secret,
      servers: z.array(freeSwitchServer).default([
        {
          name: 'local',
          host: '127.0.0.1',
          port: 8021,
          sip: '127.0.0.1:5080',
          capacity: 200,
          weight: 1,
        },
      ]),
      takeOver: z.boolean().default(true),
      sharedFolder: z.string().startsWith('/').nullable().default(null),
    })
    .prefault({}),
  entry: z
    .strictObject({
      language: z.enum(languages).default(defaultLanguage),
      attempts: z.int().min(1).max(10).default(3),
      pauseSeconds: z.number().min(1).max(30).default(5),
      promptFolder: z.string().min(1).nullable().default(null),
    })
    .prefault({}),
  recordings: z
    .strictObject({
      folder: z.string().min(1).default('recordings'),
      bitrateKbps: z
        .union([z.literal(24), z.literal(32), z.literal(40), z.literal(48), z.literal(64)], {
          error: 'must be 24, 32, 40, 48 or 64',
        })
        .default(40),
      retentionDays: z.int().min(1).max(36_500).default(365),
      warnBelowMb: z.int().min(0).max(100_000_000).default(5000),
      stopBelowMb: z.int().min(0).max(100_000_000).default(1000),
    })
    .prefault({}),
  history: z.strictObject({ keepDays: z.int().min(31).max(36_500).default(400) }).prefault({}),
  defence: defence.prefault({}),
  dialOut: z
    .strictObject({
      gateway: z
        .string()
        .regex(/^sips?:[^\s@]+$/, { error: 'must be like sip:carrier.example' })
        .nullable()
        .default(null),
      trunk: z.string().min(1).nullable().default(null),
      callerNumber: z
        .string()
        .regex(/^\+?\d{2,15}$/, { error: "must be a number in quotes, such as '+3225550100'" })
        .nullable()
        .default(null),
      countryCode: z
        .string()
        .regex(/^[1-9]\d{0,2}$/, { error: "must be in quotes and without +, such as '32'" })
        .nullable()
        .default(null),
      nationalPrefix: z
        .string()
        .regex(/^\d{0,4}$/)
        .default('0'),
      internationalPrefix: z
        .string()
        .regex(/^\d{1,5}$/)
        .default('00'),
      ringSeconds: z.int().min(5).max(180).default(45),
      invitations: z.int().min(1).max(10).default(3),
    })
    .prefault({}),
  http: z
    .strictObject({
      host: listenHost.default('127.0.0.1'),
      port: port.default(8080),
      publicUrl: z
        .string()
        .regex(/^https?:\/\/[^\s/?#]+$/, { error: 'must be like https://conference.example.com' })
        .nullable()
        .default(null),
      trustedProxies: z.array(addressOrNetwork).default([]),
    })
    .prefault({}),
  mail: z
    .strictObject({
      from: z.string().min(3).default('Partyline <partyline@localhost>'),
      smtp: z
        .strictObject({
          host: hostName,
          port: port.default(587),
          security: z.enum(['tls', 'starttls', 'none']).default('starttls'),
          user: z.string().min(1).nullable().default(null),
          password: secret,
          caFile: z.string().min(1).nullable().default(null),
        })
        .nullable()
        .default(null),
    })
    .prefault({}),
  log: z
    .strictObject({
      level: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
    })
    .prefault({}),
  drain: z
    .strictObject({
      seconds: z.int().min(0).max(3600).default(30),
    })
    .prefault({}),
});

type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;

export type Config = Frozen<z.output<typeof configSchema>>;
export type TrunkConfig = Config['sip']['trunks'][number];
