import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { freePorts } from './free-ports.js';

const project = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const partyline = path.join(project, 'scripts', 'partyline.mjs');
const host = '127.0.0.1';
/**
 * Without what tap loads into every Node it sees started: that listens to the signals which Node
 * ignores, and so ends a bridge on a full disk (SIGXFSZ) that would have gone on.
 */
const asOperator = ['-u', 'NODE_OPTIONS', process.execPath];
const startLimitMs = 60_000;
const stopLimitMs = 30_000;
const metricLimitMs = 45_000;
const logCharacters = 2_000_000;
const rtpPorts = 100;

export interface Organizer {
  readonly room: string;
  readonly pin: string;
  /** For the portal. */
  readonly email: string;
  readonly password: string;
}

/**
 * For tests against servers of other projects (`npm run test:freeswitch`): the port on loopback
 * where calls are taken, when it is not the bridge's own, and what its configuration has besides.
 */
const callsAtPort = Number(process.env['TEST_CALLS_AT_PORT'] ?? 0);
const configBesides = process.env['TEST_BRIDGE_CONFIG'] ?? '';

/** Two that call and are called at one port of somebody else's server would get each other's calls. */
export const bridgesAtOnce = callsAtPort === 0 ? 2 : 1;

/** The real bridge, as an operator runs it: a process of its own, told things by the command line. */
export class BridgeProcess {
  readonly sipPort: number;
  readonly httpPort: number;
  readonly dataDir: string;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #folder: string;
  readonly #host: string;
  #process: ChildProcess;
  #log = '';
  #organizers = 0;

  private constructor(
    folder: string,
    environment: NodeJS.ProcessEnv,
    sipPort: number,
    httpPort: number,
  ) {
    this.#folder = folder;
    this.#environment = environment;
    this.dataDir = environment['PARTYLINE_DATA_DIR']!;
    this.#host = environment['PARTYLINE_SIP_HOST']!;
    this.sipPort = sipPort;
    this.httpPort = httpPort;
    this.#process = this.#spawn();
  }

  /**
   * On free ports of loopback, with an empty data directory; resolves when it takes calls.
   * @param environment over what is set here
   * @param config the configuration file, as YAML
   */
  static async start(
    environment: Readonly<Record<string, string>> = {},
    config = '',
  ): Promise<BridgeProcess> {
    const folder = mkdtempSync(path.join(tmpdir(), 'partyline-bridge-'));
    const first = await freePorts(4 + rtpPorts);
    const configFile = path.join(folder, 'partyline.yaml');
    writeFileSync(configFile, `${config}\n${configBesides}`);
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      PARTYLINE_CONFIG: configFile,
      PARTYLINE_DATA_DIR: path.join(folder, 'data'),
      PARTYLINE_SIP_HOST: host,
      PARTYLINE_SIP_PORT: String(first),
      PARTYLINE_HTTP_HOST: host,
      PARTYLINE_HTTP_PORT: String(first + 2),
      PARTYLINE_RTP_PORTS: `${first + 4}-${first + 3 + rtpPorts}`,
      PARTYLINE_LOG_LEVEL: 'info',
      ...environment,
    };
    const sipPort = callsAtPort === 0 ? first : callsAtPort;
    const bridge = new BridgeProcess(folder, env, sipPort, first + 2);
    try {
      await bridge.#ready();
      return bridge;
    } catch (error) {
      bridge.#process.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** What a phone dials: a room number, an access number, or any name. */
  uri(user: string): string {
    return `sip:${user}@${this.#host}:${this.sipPort}`;
  }

  /** What it has printed and logged. */
  get log(): string {
    return this.#log;
  }

  get processId(): number {
    return this.#process.pid!;
  }

  /** The sum over labels, or of the one label value given; 0 while it is absent. */
  async metric(name: string, label = ''): Promise<number> {
    const text = await (await this.get('/metrics')).text();
    const lines = text
      .split('\n')
      .filter((line) => new RegExp(`^partyline_${name}[ {]`).test(line));
    return lines
      .filter((line) => line.includes(label))
      .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
  }

  /** Resolves to the time it took [ms]. */
  async untilMetric(name: string, holds: (value: number) => boolean): Promise<number> {
    const startMs = performance.now();
    for (;;) {
      const value = await this.metric(name);
      const tookMs = performance.now() - startMs;
      if (holds(value)) return tookMs;
      if (tookMs > metricLimitMs) throw new Error(`${name} is ${value}`);
      await delay(50);
    }
  }

  async untilHealth(status: 200 | 503): Promise<void> {
    for (let waitedMs = 0; waitedMs < metricLimitMs; waitedMs += 50) {
      if ((await this.get('/healthz')).status === status) return;
      await delay(50);
    }
    throw new Error(`/healthz is not ${status}`);
  }

  /** Of the portal, without a slash at the end. */
  get url(): string {
    return `http://${host}:${this.httpPort}`;
  }

  get(page: string): Promise<Response> {
    // A connection kept from some seconds ago may be closed by the bridge as it is used again.
    return fetch(this.url + page, { headers: { connection: 'close' } });
  }

  /** Asks its database, beside it. */
  query(sql: string): Record<string, unknown>[] {
    const database = new Database(path.join(this.dataDir, 'partyline.db'), { readonly: true });
    try {
      return database.prepare(sql).all() as Record<string, unknown>[];
    } finally {
      database.close();
    }
  }

  /** As a crash, or the kernel out of memory, would end it. */
  async kill(): Promise<void> {
    const exited = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await exited;
  }

  /** Starts it again on what it left. */
  async restart(): Promise<void> {
    this.#log = '';
    this.#process = this.#spawn();
    await this.#ready();
  }

  /** SIGTERM; resolves to the exit code. */
  async beginStop(): Promise<number | null> {
    const exited = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    const [code] = (await exited) as [number | null];
    return code;
  }

  /** Runs `partyline … --json` against its data directory. @throws Error with what it printed */
  async command(...args: readonly string[]): Promise<unknown> {
    const child = spawn('env', [...asOperator, partyline, ...args, '--json'], {
      cwd: this.#folder,
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [printed, errors] = ['', ''];
    child.stdout.on('data', (bytes: Buffer) => (printed += bytes.toString()));
    child.stderr.on('data', (bytes: Buffer) => (errors += bytes.toString()));
    const [exitCode] = (await once(child, 'close')) as [number | null];
    if (exitCode !== 0) throw new Error(`partyline ${args.join(' ')}: ${errors || printed}`);
    return JSON.parse(printed) as unknown;
  }

  /** `options` as for `partyline room set`, e.g. `participantsMayStart=true`. */
  async addOrganizer(...options: readonly string[]): Promise<Organizer> {
    const name = `Organizer ${++this.#organizers}`;
    const email = `organizer${this.#organizers}@example.com`;
    const add = ['organizer', 'add', '--name', name, '--email', email];
    const organizer = (await this.command(...add)) as Organizer;
    if (options.length > 0) await this.command('room', 'set', organizer.room, ...options);
    return organizer;
  }

  /** SIGTERM; resolves to the exit code once it has drained, and removes its data. */
  async stop(): Promise<number | null> {
    const child = this.#process;
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      const kill = setTimeout(() => child.kill('SIGKILL'), stopLimitMs);
      await exited;
      clearTimeout(kill);
    }
    rmSync(this.#folder, { recursive: true, force: true });
    return child.exitCode;
  }

  #spawn(): ChildProcess {
    const child = spawn('env', [...asOperator, partyline, 'serve'], {
      cwd: this.#folder,
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const keep = (bytes: Buffer): void => {
      this.#log = (this.#log + bytes.toString()).slice(-logCharacters);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    return child;
  }

  /** It welcomes its operator last of all; what exactly it says is not for a test. */
  async #ready(): Promise<void> {
    const child = this.#process;
    let limit: NodeJS.Timeout | undefined;
    await new Promise((resolve, reject) => {
      const fail = (what: string): void => reject(new Error(`the bridge ${what}:\n${this.#log}`));
      limit = setTimeout(() => fail('did not get ready'), startLimitMs);
      child.once('error', reject);
      child.once('exit', (code) => fail(`exited with ${code}`));
      child.stdout!.once('data', resolve);
    }).finally(() => clearTimeout(limit));
    const health = await this.get('/healthz');
    if (health.status !== 200) throw new Error(await health.text());
  }
}
