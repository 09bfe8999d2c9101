import { round } from './arrivals.js';
import { BaselineProcess, LoadGenerator } from './children.js';
import { churnTable, measureChurn } from './measure-churn.js';
import { readOptions, usage, type BenchOptions } from './options.js';
import { cpuCores, readUsage } from './process-usage.js';
import type { Room } from './protocol.js';
import { printTable, type BenchReport } from './report.js';
import { BridgeProcess } from './server.js';

const progress = (text: string): void => void process.stderr.write(`bench: ${text}\n`);

async function measureBaseline(options: BenchOptions): Promise<BenchReport['baseline']> {
  progress(`baseline: a bare process on the packets of ${options.members} members`);
  const load = new LoadGenerator();
  const baseline = await BaselineProcess.start(options.members);
  try {
    const { ports } = await load.ask({ ask: 'open', members: options.members, talkers: 0 });
    baseline.begin(ports);
    await load.ask({ ask: 'connect', ports: baseline.ports });
    await load.ask({ ask: 'measure', seconds: 2 });
    const from = readUsage(baseline.pid);
    const delivery = await load.ask({ ask: 'measure', seconds: options.seconds });
    const to = readUsage(baseline.pid);
    return { cpuCores: round(cpuCores(from, to), 3), rssMb: to.rssMb, ...delivery };
  } finally {
    await load.stop();
    await baseline.stop();
  }
}

type ServerReport = Omit<
  BenchReport,
  'baseline' | 'ratio' | 'members' | 'talkers' | 'seconds' | 'rooms'
>;

async function measureServer(options: BenchOptions): Promise<ServerReport> {
  progress('starting the bridge');
  const bridge = await BridgeProcess.start();
  const load = new LoadGenerator();
  try {
    const rooms: Room[] = [];
    for (let i = 0; i <= options.rooms; i += 1) rooms.push(await bridge.addRoom(i));
    const delayRoom = rooms.pop()!;
    await load.ask({ ask: 'open', members: options.members, talkers: options.talkers });
    progress(`dialling ${options.members} calls at ${options.rate}/s`);
    const { sipPort } = bridge;
    const setup = await load.ask({ ask: 'dial', sipPort, rooms, rate: options.rate });
    await bridge.untilMetric(
      'partyline_members',
      (n) => n >= options.members - setup.failed,
      60_000,
    );
    await load.ask({ ask: 'measure', seconds: 3 });
    progress(`measuring for ${options.seconds} s`);
    const from = readUsage(bridge.pid);
    const delivery = await load.ask({ ask: 'measure', seconds: options.seconds });
    const to = readUsage(bridge.pid);
    const tickLatenessP99Ms = 1000 * (await bridge.metric('partyline_tick_lateness_p99_seconds'));
    progress('measuring the one-way delay under this load');
    const delay = await load.ask({ ask: 'delay', sipPort, room: delayRoom, bursts: 50 });
    progress('everyone hangs up at once');
    const hungUp = await load.ask({ ask: 'hang-up' });
    const closedMs = await bridge.untilMetric('partyline_calls', (n) => n === 0, 30_000);
    return {
      server: { cpuCores: round(cpuCores(from, to), 3), rssMb: to.rssMb },
      ...delivery,
      tickLatenessP99Ms: round(tickLatenessP99Ms, 2),
      setup: { rate: options.rate, ...setup },
      oneWayDelay: delay,
      teardown: { ...hungUp, allClosedMs: round(hungUp.lastMs + closedMs, 1) },
    };
  } finally {
    await load.stop();
    await bridge.stop();
  }
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === null) {
    process.stdout.write(usage);
  } else if (options.churn) {
    const report = await measureChurn(options, progress);
    process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : churnTable(report));
  } else {
    const baseline = await measureBaseline(options);
    const server = await measureServer(options);
    const { members, talkers, seconds, rooms } = options;
    const ratio = round(server.server.cpuCores / baseline.cpuCores, 2);
    const report: BenchReport = { members, talkers, seconds, rooms, ...server, baseline, ratio };
    process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : printTable(report));
  }
} catch (error) {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
