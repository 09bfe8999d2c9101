import { readFileSync } from 'node:fs';

/** What the kernel accounts to one process, all threads together (proc(5)). */
export interface ProcessUsage {
  readonly atMs: number;
  readonly cpuSeconds: number;
  readonly rssMb: number;
}

// USER_HZ is 100 on every Linux that Node runs on.
const TICKS_PER_SECOND = 100;

export function readUsage(pid: number): ProcessUsage {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  // The command's name, in parentheses, may hold spaces; the fields after it do not.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const userTicks = Number(fields[11]);
  const systemTicks = Number(fields[12]);
  const rssKb = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
  return {
    atMs: performance.now(),
    cpuSeconds: (userTicks + systemTicks) / TICKS_PER_SECOND,
    rssMb: Math.round(Number(rssKb ?? 0) / 1024),
  };
}

export function cpuCores(from: ProcessUsage, to: ProcessUsage): number {
  return (to.cpuSeconds - from.cpuSeconds) / ((to.atMs - from.atMs) / 1000);
}
