import t, { type Test } from 'tap';
import { conferences } from './media-server/conferences.js';
import { faults } from './media-server/faults.js';
import type { MakeServer } from './media-server/fixture.js';
import { keys } from './media-server/keys.js';
import { legs } from './media-server/legs.js';
import { prompts } from './media-server/prompts.js';
import { recordings } from './media-server/recordings.js';
import { tapChanges } from './media-server/tap-changes.js';
import { taps } from './media-server/taps.js';

const testsAtOnce = 4;

/** Tests, by their title, that a server of another project cannot pass, and why. */
export type Differences = ReadonlyMap<string, string>;

/**
 * What every MediaServer promises, whoever implements it. Nothing here knows of workers, threads
 * or processes; levels and delays are held only as closely as a telephone would notice.
 */
export function mediaServerContract(
  name: string,
  makeServer: MakeServer,
  differences: Differences = new Map(),
): void {
  // Seconds on a machine of its own; it may share two cores with other test files.
  const chapter = (title: string, tests: (t: Test, makeServer: MakeServer) => void): void => {
    t.test(`${name}: ${title}`, (t) => {
      // Most of a test is waiting to hear something.
      t.jobs = testsAtOnce;
      tests(exceptFor(differences, t), makeServer);
      t.end();
    });
  };
  chapter('legs', legs);
  chapter('keys', keys);
  chapter('prompts', prompts);
  chapter('recordings', recordings);
  chapter('conferences', conferences);
  chapter('taps', taps);
  chapter('taps through changes', tapChanges);
  chapter('faults', faults);
}

/** `t`, that tells a difference instead of running its test. */
function exceptFor(differences: Differences, t: Test): Test {
  if (differences.size === 0) return t;
  const test = (title: string, options: object, run: (t: Test) => Promise<void>): unknown => {
    const why = differences.get(title);
    return t.test(title, why === undefined ? options : { ...options, skip: why }, run);
  };
  return { test } as unknown as Test;
}
