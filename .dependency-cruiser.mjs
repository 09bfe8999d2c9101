// Imports as the table in scripts/folders.mjs has them, and never in a circle, not even of types.
import { rows } from './scripts/folders.mjs';

const escaped = (text) => text.replace(/[.+]/g, '\\$&');
const within = (row) => `^${escaped(row)}(/|$)`;
const ours = `^(${[...new Set(rows.map(({ row }) => row.split('/')[0]))].join('|')})/`;

/** Node's own modules go by their bare names here, others by the file that they resolve to. */
const ofPackage = (name) =>
  name.startsWith('node:')
    ? `^${escaped(name.slice('node:'.length))}(/|$)`
    : `(^|/)node_modules/(@types/)?${escaped(name)}/`;

const inward = rows.map(({ row, folders, packages }) => ({
  name: `${row} may not import it (see scripts/folders.mjs)`,
  severity: 'error',
  from: {
    path: within(row),
    pathNot: rows
      .filter((finer) => finer.row.startsWith(`${row}/`))
      .map((finer) => within(finer.row)),
  },
  to: {
    pathNot: [
      within(row),
      ...(folders?.map(within) ?? [ours]),
      ...(packages?.map(ofPackage) ?? ['']),
    ],
  },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...inward,
    { name: 'a circle of imports', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
    exclude: { path: '^(dist|data)/' },
    doNotFollow: { path: 'node_modules' },
  },
};
