import { PartylineError } from '../bridge/kernel/errors.js';
import { nearestKey } from './keys.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The variable that names the configuration file. */
export const configFileVariable = 'PARTYLINE_CONFIG';

/** Which key each variable sets. These names stay put: scripts outside the project use them. */
export const environmentKeys: Readonly<Record<string, readonly [string, ...string[]]>> = {
  PARTYLINE_DATA_DIR: ['dataDir'],
  PARTYLINE_SIP_HOST: ['sip', 'host'],
  PARTYLINE_SIP_PORT: ['sip', 'port'],
  PARTYLINE_RTP_PORTS: ['rtp', 'ports'],
  PARTYLINE_HTTP_HOST: ['http', 'host'],
  PARTYLINE_HTTP_PORT: ['http', 'port'],
  PARTYLINE_PUBLIC_URL: ['http', 'publicUrl'],
  PARTYLINE_SMTP_PASSWORD: ['mail', 'smtp', 'password'],
  PARTYLINE_ENGINE: ['engine'],
  PARTYLINE_DRACHTIO_SECRET: ['drachtio', 'secret'],
  PARTYLINE_FREESWITCH_PASSWORD: ['freeswitch', 'password'],
  PARTYLINE_FREESWITCH_SHARED_FOLDER: ['freeswitch', 'sharedFolder'],
  PARTYLINE_LOG_LEVEL: ['log', 'level'],
};

export interface Override {
  readonly variable: string;
  readonly path: readonly [string, ...string[]];
  readonly value: string | number;
}

/** What the environment sets; an empty variable sets nothing. @throws PartylineError `bad-config` */
export function readEnvironment(env: Environment): readonly Override[] {
  const names = Object.keys(env).filter((name) => name.startsWith('PARTYLINE_'));
  const known = [configFileVariable, ...Object.keys(environmentKeys)];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const nearest = nearestKey(unknown, known);
    throw new PartylineError('bad-config', `unknown environment variable ${unknown}`, {
      mend: nearest === null ? 'unset it' : `did you mean ${nearest}?`,
    });
  }
  return names.flatMap((variable) => {
    const path = environmentKeys[variable];
    const text = env[variable];
    if (path === undefined || text === undefined || text === '') return [];
    // A variable is text; where the key is a number, the schema would refuse the text of one.
    return [{ variable, path, value: /^\d+$/.test(text) ? Number(text) : text }];
  });
}
