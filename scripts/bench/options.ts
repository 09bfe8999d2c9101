import { parseArgs } from 'node:util';

export interface BenchOptions {
  readonly members: number;
  readonly talkers: number;
  readonly seconds: number;
  readonly rooms: number;
  /** New calls per second while dialling. */
  readonly rate: number;
  /** Callers come and go, instead of staying to be measured. */
  readonly churn: boolean;
  readonly json: boolean;
}

export const usage = `npm run bench -- [options]

Starts the real bridge as its own process, dials it over SIP with real RTP from another process, and
measures the bridge's CPU, memory and delivery against a bare dgram process on the same packets.

  --members N   legs in all (default 500)
  --talkers N   legs that talk, the others send line noise (default 3)
  --seconds N   length of each measured window (default 20)
  --rooms N     rooms the members are spread over (default 1)
  --rate N      calls dialled per second (default 50)
  --churn       instead of all that: callers of one room leave and come back at random for --seconds,
                some 20 a second of 500; then all hang up at once
  --json        one JSON value on stdout, progress on stderr
  --help        this text
`;

function whole(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new Error(`--${name} takes a whole number from ${least} to ${most}, not "${text}"`);
  }
  return value;
}

/** @returns null when only the help was asked for. @throws Error that names the bad option */
export function readOptions(argv: readonly string[]): BenchOptions | null {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      members: { type: 'string', default: '500' },
      talkers: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '20' },
      rooms: { type: 'string', default: '1' },
      rate: { type: 'string', default: '50' },
      churn: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  const members = whole('members', values.members, 2, 2000);
  return {
    members,
    talkers: whole('talkers', values.talkers, 0, members),
    seconds: whole('seconds', values.seconds, 2, 600),
    rooms: whole('rooms', values.rooms, 1, 100),
    rate: whole('rate', values.rate, 1, 500),
    churn: values.churn,
    json: values.json,
  };
}
