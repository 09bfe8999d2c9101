import type { Delivery } from './arrivals.js';
import type { Delay, LoadReplies, Setup } from './protocol.js';

export interface BenchReport extends Delivery {
  readonly members: number;
  readonly talkers: number;
  readonly seconds: number;
  readonly rooms: number;
  readonly server: { readonly cpuCores: number; readonly rssMb: number };
  /** The bare process on the same packets, in the same run. */
  readonly baseline: Delivery & { readonly cpuCores: number; readonly rssMb: number };
  /** Server's CPU over the baseline's. */
  readonly ratio: number;
  readonly tickLatenessP99Ms: number;
  readonly setup: Setup & { readonly rate: number };
  /** Burst sent → its first packet received, both after packetization. */
  readonly oneWayDelay: Delay;
  readonly teardown: LoadReplies['hang-up'] & { readonly allClosedMs: number };
}

export function printTable(report: BenchReport): string {
  const { server, baseline, setup, oneWayDelay, teardown } = report;
  const ms = (value: number | null): string => (value === null ? '–' : `${value} ms`);
  const rows: readonly (readonly [string, string])[] = [
    ['members', `${report.members} in ${report.rooms} room(s), ${report.talkers} talking`],
    ['bridge CPU', `${server.cpuCores} cores, ${server.rssMb} MB`],
    ['baseline CPU', `${baseline.cpuCores} cores, ${baseline.rssMb} MB`],
    ['ratio', `${report.ratio} × the baseline`],
    [
      'frames delivered',
      `${report.framesDeliveredPct} % (baseline ${baseline.framesDeliveredPct} %)`,
    ],
    ['gaps over 40 ms', `${report.gapsOver40msPct} % (baseline ${baseline.gapsOver40msPct} %)`],
    ['tick lateness p99', ms(report.tickLatenessP99Ms)],
    [
      'one-way delay',
      `p50 ${ms(oneWayDelay.p50Ms)}, p99 ${ms(oneWayDelay.p99Ms)}, n = ${oneWayDelay.samples}`,
    ],
    [
      'call set-up',
      `p50 ${ms(setup.p50Ms)}, p99 ${ms(setup.p99Ms)} at ${setup.rate}/s, ${setup.failed} failed, ${setup.retransmissions} retransmissions`,
    ],
    [
      'all leave at once',
      `${teardown.calls} legs closed in ${teardown.allClosedMs} ms, ${teardown.failed} failed`,
    ],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}\n`).join('');
}
