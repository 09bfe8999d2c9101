import { spawn, type ChildProcess } from 'node:child_process';
import dgram from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { launcher, partylineJson } from './children.js';
import type { Room } from './protocol.js';

async function freeUdpPort(): Promise<number> {
  const socket = dgram.createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}

async function freeTcpPort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  server.close();
  return port;
}

/** The real bridge, as its own process with a data folder of its own. */
export class BridgeProcess {
  readonly #child: ChildProcess;
  readonly #dataDir: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly sipPort: number;
  readonly #httpPort: number;

  private constructor(
    child: ChildProcess,
    dataDir: string,
    env: NodeJS.ProcessEnv,
    sipPort: number,
    httpPort: number,
  ) {
    this.#child = child;
    this.#dataDir = dataDir;
    this.#env = env;
    this.sipPort = sipPort;
    this.#httpPort = httpPort;
  }

  static async start(): Promise<BridgeProcess> {
    const dataDir = mkdtempSync(path.join(os.tmpdir(), 'partyline-bench-'));
    const sipPort = await freeUdpPort();
    const httpPort = await freeTcpPort();
    const env = {
      ...process.env,
      PARTYLINE_DATA_DIR: dataDir,
      PARTYLINE_SIP_HOST: '127.0.0.1',
      PARTYLINE_SIP_PORT: String(sipPort),
      PARTYLINE_RTP_PORTS: '24000-31999',
      PARTYLINE_HTTP_HOST: '127.0.0.1',
      PARTYLINE_HTTP_PORT: String(httpPort),
      PARTYLINE_LOG_LEVEL: 'warn',
    };
    const child = spawn(process.execPath, [...process.execArgv, launcher, 'serve'], {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const bridge = new BridgeProcess(child, dataDir, env, sipPort, httpPort);
    await bridge.#untilHealthy();
    return bridge;
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** Adds a room that anyone may start. */
  async addRoom(index: number): Promise<Room> {
    const added = await this.#command([
      'organizer',
      'add',
      '--name',
      `Bench ${index}`,
      '--email',
      `bench-${index}@example.test`,
    ]);
    const number = String(added['room']);
    await this.#command(['room', 'set', number, 'participantsMayStart=true', 'entryTones=false']);
    return { number, pin: String(added['pin']) };
  }

  /** One metric, the largest where it has labels; 0 while it is absent. */
  async metric(name: string): Promise<number> {
    const text = await (await fetch(`http://127.0.0.1:${this.#httpPort}/metrics`)).text();
    const lines = text.split('\n').filter((line) => new RegExp(`^${name}[ {]`).test(line));
    return Math.max(0, ...lines.map((line) => Number(line.slice(line.lastIndexOf(' ') + 1))));
  }

  async untilMetric(
    name: string,
    holds: (value: number) => boolean,
    limitMs: number,
  ): Promise<number> {
    const startMs = performance.now();
    for (;;) {
      const value = await this.metric(name);
      const elapsedMs = performance.now() - startMs;
      if (holds(value)) return elapsedMs;
      if (elapsedMs > limitMs) throw new Error(`${name} is ${value} after ${limitMs} ms`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** SIGTERM, and the exit status that follows. */
  async stop(): Promise<number> {
    if (this.#child.exitCode === null) {
      const gone = once(this.#child, 'exit');
      this.#child.kill('SIGTERM');
      await gone;
    }
    rmSync(this.#dataDir, { recursive: true, force: true });
    return this.#child.exitCode ?? 1;
  }

  #command(args: readonly string[]): Promise<Record<string, unknown>> {
    return partylineJson(args, this.#env);
  }

  async #untilHealthy(): Promise<void> {
    const deadlineMs = performance.now() + 60_000;
    while (performance.now() < deadlineMs) {
      if (this.#child.exitCode !== null) throw new Error('the bridge did not start');
      const health = await fetch(`http://127.0.0.1:${this.#httpPort}/healthz`).catch(() => null);
      if (health?.status === 200) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('the bridge was not healthy within 60 s');
  }
}
