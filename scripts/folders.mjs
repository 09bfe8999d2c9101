// Who may use what: the direction of dependencies, and the purity of the core, as one table.
//
// A row stands for a folder, or for a file that may do more than the rest of its folder; of several
// that fit, the longest counts, and a file without a row is an error. Besides the files of its own
// folder a file may use
//   folders   files of these, if only for their types;
//   packages  of npm and of Node, with their subpaths;
//   globals   beyond the language itself, which knows no time, no chance, no machine and no network.
// `Date` is for dates made of values: reading the clock is `Date.now`, `new Date()` included.
// Drawing lots is `Math.random` in whatever way, `randomUUID` of `node:crypto` included.
//
// `npm run lint` enforces it: `.dependency-cruiser.mjs` the imports, `folder-globals.mjs` the rest.

const ports = 'bridge/kernel bridge/ports';
const clock = 'Date.now clearTimeout performance setTimeout';
const anything = '*';

const table = {
  // The core is pure: rules of rooms and dialogues, no input or output of any kind.
  'bridge/conference': {},
  ivr: { folders: 'bridge/conference' },

  'bridge/kernel': { globals: 'Atomics SharedArrayBuffer' },
  // The list of languages is a word of the core that all speak.
  'bridge/ports': { folders: 'bridge/kernel bridge/conference/languages.ts' },
  // Texts and formats of each language, in a folder of its own.
  languages: { folders: 'bridge/conference bridge/ports' },
  'bridge/application': {
    folders: `${ports} bridge/conference ivr languages`,
    packages: '@node-rs/argon2 csv-parse ical-generator luxon node:crypto windows-iana',
    globals: 'Buffer Date Intl',
  },
  // Prompts and spoken names on a disk.
  'bridge/files': { folders: `${ports} ivr`, packages: 'node:fs node:path' },

  // Protocols know nothing of conferences.
  'bridge/sdp': {
    folders: 'bridge/kernel',
    packages: 'node:net sdp-transform',
    globals: 'Buffer',
  },
  'bridge/rtp': { packages: 'node:crypto', globals: 'TextEncoder' },
  'bridge/sip': {
    folders: ports,
    packages: 'node:crypto node:dgram node:dns node:net node:os node:tls',
    globals: 'AbortController Buffer URL',
  },
  'bridge/drachtio': {
    folders: `${ports} bridge/sip`,
    packages: 'drachtio-srf node:dns node:net',
    globals: 'Buffer',
  },
  'bridge/web-calls': {
    folders: `${ports} bridge/application bridge/conference bridge/sdp`,
    packages: 'ws',
    globals: 'Buffer',
  },

  'bridge/media': {
    folders: `${ports} bridge/rtp bridge/sdp`,
    packages: 'node:dgram node:fs node:module node:net node:os node:worker_threads',
    globals: 'Buffer SharedArrayBuffer URL WebAssembly',
  },
  // Arithmetic, which the other engine shares.
  'bridge/media/dsp': { folders: 'bridge/media/codec' },
  // A worker's time is its tick.
  'bridge/media/worker/tick-clock.ts': { globals: clock },
  'bridge/freeswitch': {
    folders: `${ports} bridge/media/dsp bridge/media/speech bridge/rtp bridge/sdp`,
    packages: 'node:dgram node:fs node:net node:path',
    globals: 'Buffer',
  },

  // Whatever one database alone knows stays in its folder.
  'bridge/store': { folders: ports, packages: 'kysely node:fs node:path' },
  'bridge/store/sqlite': {
    folders: `${ports} bridge/store`,
    packages: 'better-sqlite3 kysely node:fs node:path node:worker_threads',
    globals: 'URL',
  },
  'bridge/store/postgres': { folders: `${ports} bridge/store`, packages: 'kysely pg' },
  'bridge/store/usage': {
    folders: `${ports} bridge/store`,
    packages: 'kysely node:fs node:os node:worker_threads',
    globals: 'Buffer',
  },
  'bridge/mail': {
    folders: ports,
    packages: 'node:fs node:path node:tls nodemailer',
    globals: 'Date',
  },
  'bridge/hooks': {
    folders: `${ports} bridge/application bridge/conference`,
    packages: 'node:crypto standardwebhooks ws',
    globals: 'AbortSignal Buffer URL fetch',
  },
  'bridge/cluster': {
    folders: `${ports} bridge/application bridge/conference`,
    packages: '@nats-io/transport-node',
    globals: 'Buffer',
  },
  // The real clock, the real chance, the real machine.
  'bridge/system': {
    folders: ports,
    packages: 'node:crypto node:fs node:perf_hooks pino',
    globals: `${clock} Math.random process`,
  },

  // Its worker thread wires itself, real clock included.
  recordings: {
    folders: `${ports} bridge/system`,
    packages: `node:crypto node:fs node:module node:path node:stream node:util node:worker_threads
      wasm-media-encoders`,
    globals: 'Buffer Date Intl URL',
  },
  portal: {
    folders: `${ports} bridge/application bridge/conference languages recordings`,
    packages: `express express-rate-limit helmet luxon node:crypto node:fs node:http node:net
      node:path node:stream prom-client zod`,
    globals: 'Buffer Date Intl URL URLSearchParams structuredClone',
  },
  // It runs in browsers, and the globals are theirs.
  'portal/client': {
    folders: 'bridge/application/live bridge/conference languages portal/i18n portal/live',
    packages: 'uplot',
    globals: anything,
  },
  config: {
    folders: 'bridge/kernel bridge/conference/languages.ts',
    packages: 'node:fs node:net yaml zod',
  },

  // Composition roots: the bridge, the command line, the benches and the tests wire everything.
  'bridge/main.ts': { folders: anything, packages: 'node:path' },
  'bridge/wiring': {
    folders: anything,
    packages: 'node:crypto node:fs node:net node:os node:path',
  },
  scripts: { folders: anything, packages: anything, globals: anything },
  test: { folders: anything, packages: anything, globals: anything },
};

/**
 * What a row allows; null for anything.
 * @typedef {{ row: string, folders: string[] | null, packages: string[] | null, globals: string[] | null }} Allowed
 */

const listed = (text = '') => (text === anything ? null : text.split(/\s+/).filter(Boolean));

/** @type {readonly Allowed[]} the longest first */
export const rows = Object.entries(table)
  .map(([row, { folders, packages, globals }]) => ({
    row,
    folders: listed(folders),
    packages: listed(packages),
    globals: listed(globals),
  }))
  .sort((a, b) => b.row.length - a.row.length);

/**
 * The row that counts for a file.
 * @param {string} file a path relative to the project, with forward slashes
 */
export function rowOf(file) {
  return rows.find(({ row }) => file === row || file.startsWith(`${row}/`));
}
