// npm run bench:usage: seeds a year of calls, asks what the usage pages ask, and tells how long it
// took and how long the thread that answers telephones was held meanwhile.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { silentLogger } from '../../bridge/kernel/logger.js';
import { openStore } from '../../bridge/store/open-store.js';
import { createSystemClock } from '../../bridge/system/clock.js';
import { wholeNumber } from '../bench/whole-number.js';
import { measureUsage } from './measure.js';
import { seedUsage } from './seed.js';

const program = new Command('npm run bench:usage --')
  .description('what reports on usage take, and how long they hold the thread of calls; as JSON')
  .option('--legs <n>', 'call legs', wholeNumber, 1_000_000)
  .option('--organizers <n>', 'organizers', wholeNumber, 500)
  .option('--seed <n>', 'of the random numbers', wholeNumber, 1)
  .option('--rounds <n>', 'times each question is asked', wholeNumber, 40)
  .option('--data-dir <folder>', 'seeds only, into this data directory, and keeps it')
  .parse();
const options = program.opts<{
  legs: number;
  organizers: number;
  seed: number;
  rounds: number;
  dataDir?: string;
}>();

const dataDir = options.dataDir ?? mkdtempSync(path.join(tmpdir(), 'partyline-usage-'));
const clock = createSystemClock();
const store = openStore({ dataDir, clock, logger: silentLogger, bridge: false });
try {
  await store.migrate();
  const nowMs = clock.now();
  const { legs, organizers, seed } = options;
  const seeded = seedUsage({ dataDir, legs, organizers, nowMs, seed });
  if (options.dataDir !== undefined) console.log(JSON.stringify(seeded));
  else
    console.log(JSON.stringify(await measureUsage(store, seeded, nowMs, options.rounds), null, 2));
} finally {
  await store.close();
  if (options.dataDir === undefined) rmSync(dataDir, { recursive: true });
}
