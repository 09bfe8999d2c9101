// Each leak is put back, in a small project of its own, and lint must refuse it.
import { exec } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import t from 'tap';

const root = path.resolve(import.meta.dirname, '../../../..');

/** What lint is made of. */
const machinery = [
  '.dependency-cruiser.mjs',
  'eslint.config.mjs',
  'knip.config.js',
  'package.json',
  'scripts/folder-globals.mjs',
  'scripts/folders.mjs',
  'scripts/named-files.mjs',
  'tsconfig.json',
];

const honest: Readonly<Record<string, string>> = {
  'bridge/system/clock.ts': `
    setTimeout(() => Date.now(), Math.random());`,
  'bridge/application/digest.ts': `
    import { type Hash, createHash } from 'node:crypto';
    import { DateTime } from 'luxon';
    import type { Told } from '../kernel/told.js';
    export const digest: Hash = createHash('md5').update(String(DateTime.fromMillis(Math.abs(-1))));
    export const told: Told = { at: new Date(0) };`,
  'bridge/kernel/told.ts': `
    /** As clock.ts has it, in \`kernel/\`. */
    export interface Told { readonly at: Date }`,
};

const gone = 'gone.ts';

interface Leak {
  readonly what: string;
  readonly files: Readonly<Record<string, string>>;
  /** What lint says of it, as often as it stands here; twice where knip finds it with and without tests. */
  readonly refused: readonly string[];
}

const leaks: readonly Leak[] = [
  {
    what: 'a folder without a row',
    files: { 'bridge/gadgets/one.ts': `export const one = 1;` },
    refused: ['no row of scripts/folders.mjs stands for bridge/gadgets/one.ts'],
  },
  {
    what: 'an import that points outward',
    files: {
      'bridge/conference/outward.ts': `import { told } from '../application/digest.js'; export { told };`,
      'bridge/conference/word.ts': `export type { Told } from '../kernel/told.js';`,
    },
    refused: [
      'bridge/conference/outward.ts → bridge/application/digest.ts',
      'bridge/conference/word.ts → bridge/kernel/told.ts',
    ],
  },
  {
    what: 'a disk in the core',
    files: { 'bridge/conference/disk.ts': `import { rmSync } from 'node:fs'; rmSync('x');` },
    refused: ['bridge/conference/disk.ts → fs'],
  },
  {
    what: 'a logger in the core',
    files: { 'bridge/conference/log.ts': `import { pino } from 'pino'; pino();` },
    refused: ['bridge/conference/log.ts → '],
  },
  {
    what: 'a lot drawn in the core',
    files: {
      'bridge/conference/lot.ts': `import { randomUUID } from 'node:crypto'; randomUUID();`,
      'bridge/conference/dice.ts': `Math.random();`,
    },
    refused: [
      'bridge/conference/lot.ts → crypto',
      'bridge/conference may not use Math.random ',
      'bridge/conference may not use Math.random ',
    ],
  },
  {
    what: 'a clock read in the core, or a date made',
    files: {
      'bridge/conference/now.ts': `export const now = new Date();`,
      'bridge/conference/day.ts': `export const day = new Date(0);`,
    },
    refused: ['bridge/conference may not use Date.now ', 'bridge/conference may not use Date '],
  },
  {
    what: 'the machine and the network in the core',
    files: {
      'ivr/machine.ts': `export const on = process.platform;`,
      'ivr/network.ts': `declare const fetch: (url: string) => unknown; fetch('');`,
    },
    refused: ['ivr may not use process ', 'ivr may not use fetch '],
  },
  {
    what: 'a package in the core',
    files: { 'ivr/package.ts': `import { DateTime } from 'luxon'; DateTime.utc(2026);` },
    refused: ['ivr/package.ts → '],
  },
  {
    what: 'the clock, a timer, lots and the environment outside bridge/system',
    files: {
      'bridge/store/now.ts': `export const now = [new Date(), Date(), Date.now(), { ...Date }];`,
      'bridge/store/timer.ts': `setTimeout(() => 1, 1);`,
      'bridge/store/lots.ts': `export const lots = [Math.random(), crypto.randomUUID()];`,
      'bridge/application/lot.ts': `import { randomBytes } from 'node:crypto'; randomBytes(1);`,
      'bridge/application/keys.ts': `import * as all from 'node:crypto'; all.createHash('md5');`,
      'bridge/application/more.ts': `export { randomInt } from 'node:crypto';`,
      'portal/environment.ts': `export const home = process.env['HOME'];`,
      'portal/today.ts': `import { DateTime } from 'luxon'; DateTime.now();`,
    },
    refused: [
      'bridge/store may not use Date.now ',
      'bridge/store may not use Date.now ',
      'bridge/store may not use Date.now ',
      'bridge/store may not use Date.now ',
      'bridge/store may not use setTimeout ',
      'bridge/store may not use Math.random ',
      'bridge/store may not use crypto ',
      'bridge/application may not use Math.random ',
      'bridge/application may not use Math.random ',
      'bridge/application may not use Math.random ',
      'portal may not use Date.now ',
      'portal may not use process ',
    ],
  },
  {
    what: 'a circle of imports, and one of types alone',
    files: {
      'bridge/sip/one.ts': `import { two } from './two.js'; export const one = (): number => two();`,
      'bridge/sip/two.ts': `import { one } from './one.js'; export const two = (): number => one();`,
      'bridge/rtp/one.ts': `import type { Two } from './two.js'; export interface One { two: Two }`,
      'bridge/rtp/two.ts': `import type { One } from './one.js'; export interface Two { one: One }`,
    },
    refused: [
      'a circle of imports: bridge/sip/one.ts → bridge/sip/two.ts → bridge/sip/one.ts',
      'a circle of imports: bridge/rtp/one.ts → bridge/rtp/two.ts → bridge/rtp/one.ts',
    ],
  },
  {
    what: 'exports for nobody, or for tests alone, and a file for nobody',
    files: {
      'scripts/partyline.mjs': `import '../bridge/kernel/living.js';`,
      'bridge/kernel/living.ts': `export const dead = 1; export const tested = 2;`,
      'test/unit/living.test.ts': `import { tested } from '../../bridge/kernel/living.js'; tested;`,
      'bridge/kernel/alone.ts': `export {};`,
    },
    refused: [
      'dead bridge/kernel/living.ts:1:14',
      'dead bridge/kernel/living.ts:1:14',
      'tested bridge/kernel/living.ts:1:37',
    ],
  },
  {
    what: 'a package that nothing uses',
    files: {},
    refused: ['sdp-transform package.json', 'sdp-transform package.json'],
  },
  {
    what: 'a comment and a document that name what is not there',
    files: {
      'bridge/ports/ear.ts': `/** As ${gone} has it. */\nexport interface Ear { on: boolean }`,
      'docs/ears.md': 'Ears are in `bridge/ears/`, and [more](more.md).',
    },
    refused: [
      `bridge/ports/ear.ts names ${gone}`,
      'docs/ears.md names bridge/ears/',
      'docs/ears.md names more.md',
    ],
  },
];

const project = mkdtempSync(path.join(tmpdir(), 'partyline-lint-'));
t.teardown(() => rm(project, { recursive: true }));

const write = (files: Readonly<Record<string, string>>): void => {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
    writeFileSync(path.join(project, file), text);
  }
};

/** What it says, in one line, and of every command of `npm run lint`. */
async function lint(): Promise<string> {
  const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    readonly scripts: { readonly lint: string };
  };
  const bin = path.join(root, 'node_modules/.bin');
  const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env['PATH'] ?? ''}` };
  const said = scripts.lint.split('&&').map(
    (command) =>
      new Promise<string>((resolve) => {
        exec(command, { cwd: project, env }, (_error, stdout, stderr) => resolve(stdout + stderr));
      }),
  );
  return (await Promise.all(said)).join('\n').replace(/\s+/g, ' ');
}

t.test('lint', async (t) => {
  for (const file of machinery) cpSync(path.join(root, file), path.join(project, file));
  symlinkSync(path.join(root, 'node_modules'), path.join(project, 'node_modules'));
  write(honest);
  for (const { files } of leaks) write(files);
  const said = await lint();

  for (const { what, refused } of leaks) {
    t.test(`refuses ${what}`, (t) => {
      for (const text of new Set(refused)) {
        const times = refused.filter((one) => one === text).length;
        t.equal(said.split(text).length - 1, times, text);
      }
      t.end();
    });
  }

  t.test('lets what is allowed be', (t) => {
    for (const row of ['bridge/system', 'bridge/kernel']) t.notMatch(said, `${row} may not`);
    t.notMatch(said, 'bridge/application may not use Date');
    t.notMatch(said, 'names clock.ts');
    t.end();
  });
});
