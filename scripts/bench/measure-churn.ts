import { round } from './arrivals.js';
import { LoadGenerator } from './children.js';
import type { BenchOptions } from './options.js';
import { cpuCores, readUsage } from './process-usage.js';
import type { Churn, LoadReplies, Setup } from './protocol.js';
import { BridgeProcess } from './server.js';

export interface ChurnReport extends Churn {
  readonly members: number;
  readonly seconds: number;
  /** Members that the bridge counts at the end, beyond those who are there; less than 0: lost ones. */
  readonly ghosts: number;
  readonly server: {
    readonly cpuCores: number;
    readonly rssMb: number;
    readonly rssMbBefore: number;
  };
  readonly dialled: Setup;
  readonly teardown: LoadReplies['hang-up'] & { readonly allClosedMs: number };
}

/** One conference that callers leave and come back to at random; then all hang up at once. */
export async function measureChurn(
  options: BenchOptions,
  progress: (text: string) => void,
): Promise<ChurnReport> {
  const { members, seconds, talkers, rate } = options;
  progress('starting the bridge');
  const bridge = await BridgeProcess.start();
  const load = new LoadGenerator();
  try {
    const room = await bridge.addRoom(0);
    const { sipPort } = bridge;
    await load.ask({ ask: 'open', members, talkers });
    progress(`dialling ${members} calls at ${rate}/s`);
    const dialled = await load.ask({ ask: 'dial', sipPort, rooms: [room], rate });
    await bridge.untilMetric('partyline_members', (n) => n >= members - dialled.failed, 60_000);
    progress(`callers come and go for ${seconds} s`);
    const from = readUsage(bridge.pid);
    const churned = await load.ask({ ask: 'churn', room, seconds });
    const to = readUsage(bridge.pid);
    // Who came last is on the way in for some seconds: the question for an organizer is put first.
    const settledMs = 15_000;
    await bridge
      .untilMetric('partyline_members', (n) => n === churned.present, settledMs)
      .catch(() => undefined);
    const ghosts = (await bridge.metric('partyline_members')) - churned.present;
    progress('everyone hangs up at once');
    const hungUp = await load.ask({ ask: 'hang-up' });
    const closedMs = await bridge.untilMetric('partyline_calls', (n) => n === 0, 30_000);
    return {
      members,
      seconds,
      ghosts,
      dialled,
      ...churned,
      server: {
        cpuCores: round(cpuCores(from, to), 3),
        rssMb: to.rssMb,
        rssMbBefore: from.rssMb,
      },
      teardown: { ...hungUp, allClosedMs: round(hungUp.lastMs + closedMs, 1) },
    };
  } finally {
    await load.stop();
    await bridge.stop();
  }
}

export function churnTable(report: ChurnReport): string {
  const { server, steady, setup, teardown } = report;
  const ms = (value: number | null): string => (value === null ? '–' : `${value} ms`);
  const rows: readonly (readonly [string, string])[] = [
    ['members', `${report.members}, coming and going for ${report.seconds} s`],
    ['joins, leaves', `${report.joins}, ${report.leaves}; ${report.failed} failed`],
    ['ghost members', `${report.ghosts} beside ${report.present} present`],
    [
      'bridge CPU',
      `${server.cpuCores} cores, ${server.rssMb} MB (${server.rssMbBefore} MB before)`,
    ],
    [
      'who stayed heard',
      `${steady.framesDeliveredPct} % of frames, ${steady.gapsOver40msPct} % gaps over 40 ms`,
    ],
    ['call set-up', `p50 ${ms(setup.p50Ms)}, p99 ${ms(setup.p99Ms)}`],
    [
      'all leave at once',
      `${teardown.calls} legs closed in ${teardown.allClosedMs} ms, ${teardown.failed} failed`,
    ],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}\n`).join('');
}
