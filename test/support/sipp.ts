import { spawn } from 'node:child_process';
import dgram from 'node:dgram';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

export interface SippOptions {
  /** A file of test/sipp without its extension, or one of SIPp's own scenarios, e.g. `sn:uac`. */
  readonly scenario: string;
  readonly remotePort: number;
  readonly remoteHost?: string;
  /** `udp` by default. */
  readonly transport?: 'udp' | 'tcp';
  /** 1 by default. */
  readonly calls?: number;
  /** Calls per second; 10 by default. */
  readonly rate?: number;
  /** The user part that is dialled; `service` by default. */
  readonly service?: string;
  /** `[key]` in the scenario becomes the value. */
  readonly keys?: Readonly<Record<string, string>>;
  /** The whole run may take this long [ms]; 30 000 by default. */
  readonly timeoutMs?: number;
  /** Further arguments, as SIPp takes them. */
  readonly args?: readonly string[];
  /** Resolved once SIPp listens, for scenarios that wait for a call. */
  readonly onListening?: (port: number) => void;
}

export interface SippResult {
  readonly exitCode: number;
  readonly successful: number;
  readonly failed: number;
  readonly retransmissions: number;
  /** What SIPp wrote of unexpected messages, for the diagnosis of a failure. */
  readonly errors: string;
}

/** Runs SIPp to its end, bounded in time, on a local port that is free. */
export async function runSipp(options: SippOptions): Promise<SippResult> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'partyline-sipp-'));
  try {
    return await runIn(folder, options, await freeUdpPort());
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A UDP port that nobody listens on now. */
function freeUdpPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = dgram.createSocket('udp4');
    socket.once('error', reject);
    socket.bind(0, '127.0.0.1', () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}

async function runIn(folder: string, options: SippOptions, localPort: number): Promise<SippResult> {
  const statistics = path.join(folder, 'statistics.csv');
  const errors = path.join(folder, 'errors.log');
  const timeoutMs = options.timeoutMs ?? 30_000;
  const calls = options.calls ?? 1;
  const child = spawn(
    'sipp',
    [
      ...scenarioArguments(options.scenario),
      ...['-m', String(calls), '-r', String(options.rate ?? 10)],
      ...['-s', options.service ?? 'service'],
      ...['-i', '127.0.0.1', '-p', String(localPort)],
      ...['-t', options.transport === 'tcp' ? 't1' : 'u1'],
      ...['-timeout', `${Math.ceil(timeoutMs / 1000)}s`, '-timeout_error'],
      ...['-trace_stat', '-stf', statistics, '-fd', '1'],
      ...['-trace_err', '-error_file', errors],
      ...Object.entries(options.keys ?? {}).flatMap(([key, value]) => ['-key', key, value]),
      ...(options.args ?? []),
      `${options.remoteHost ?? '127.0.0.1'}:${options.remotePort}`,
    ],
    { cwd: folder, stdio: 'ignore' },
  );
  const exitCode = await exitOf(child, timeoutMs + 5_000, () => options.onListening?.(localPort));
  const figures = await readStatistics(statistics);
  return {
    exitCode,
    successful: figures.get('SuccessfulCall(C)') ?? 0,
    failed: figures.get('FailedCall(C)') ?? 0,
    retransmissions: figures.get('Retransmissions(C)') ?? 0,
    errors: withoutNoise(await readFile(errors, 'utf8').catch(() => '')),
  };
}

/** SIPp says this whenever its standard input is no terminal. */
function withoutNoise(errors: string): string {
  const lines = errors.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.filter((line) => !/delete FD from epoll|following events/.test(line));
  return telling.join('\n');
}

function scenarioArguments(scenario: string): string[] {
  if (scenario.startsWith('sn:')) return ['-sn', scenario.slice(3)];
  return ['-sf', path.resolve('test', 'sipp', `${scenario}.xml`)];
}

function exitOf(
  child: ReturnType<typeof spawn>,
  killAfterMs: number,
  onSpawned: () => void,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
    child.once('spawn', onSpawned);
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      resolve(code ?? -1);
    });
  });
}

/** The last line of SIPp's statistics, by column. */
async function readStatistics(file: string): Promise<ReadonlyMap<string, number>> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const lines = text.trim().split('\n');
  const names = lines[0]?.split(';') ?? [];
  const values = lines.length > 1 ? (lines.at(-1)?.split(';') ?? []) : [];
  return new Map(names.map((name, index) => [name, Number(values[index])]));
}
