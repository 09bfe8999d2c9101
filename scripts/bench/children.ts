import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { LoadReplies, LoadReply, LoadRequest } from './protocol.js';

function compiled(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

/** The load generator, one request at a time. */
export class LoadGenerator {
  readonly #child = fork(compiled('./load.js'));

  async ask<Ask extends LoadRequest['ask']>(
    request: Extract<LoadRequest, { ask: Ask }>,
  ): Promise<LoadReplies[Ask]> {
    this.#child.send(request);
    const [reply] = (await once(this.#child, 'message')) as [LoadReply];
    if (!reply.ok) throw new Error(`load generator: ${reply.error}`);
    return reply.value as LoadReplies[Ask];
  }

  stop(): Promise<void> {
    return stopChild(this.#child);
  }
}

/** The bare dgram process, bound and told where its peers are by `begin`. */
export class BaselineProcess {
  readonly #child: ChildProcess;
  readonly ports: readonly number[];

  private constructor(child: ChildProcess, ports: readonly number[]) {
    this.#child = child;
    this.ports = ports;
  }

  static async start(members: number): Promise<BaselineProcess> {
    const child = fork(compiled('./baseline.js'), [String(members)]);
    const [{ ports }] = (await once(child, 'message')) as [{ ports: readonly number[] }];
    return new BaselineProcess(child, ports);
  }

  get pid(): number {
    return this.#child.pid!;
  }

  begin(peers: readonly number[]): void {
    this.#child.send({ peers });
  }

  stop(): Promise<void> {
    return stopChild(this.#child);
  }
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = once(child, 'exit');
  child.disconnect();
  await gone;
}

/** Runs a command of the project and returns its one JSON value. */
export async function partylineJson(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Record<string, unknown>> {
  const child = spawn(process.execPath, [launcher, ...args, '--json'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const [status] = (await once(child, 'close')) as [number];
  if (status !== 0) throw new Error(`partyline ${args.join(' ')}: ${errors || output}`);
  return JSON.parse(output) as Record<string, unknown>;
}

export const launcher = fileURLToPath(new URL('../../../scripts/partyline.mjs', import.meta.url));
