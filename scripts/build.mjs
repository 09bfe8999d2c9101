// Compiles TypeScript into dist/ when a source is newer than the last build; says nothing otherwise.
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const sources = ['bridge', 'ivr', 'languages', 'config', 'portal', 'recordings', 'scripts', 'test'];
const stamp = path.join(root, 'dist', '.built');

function modifiedMs(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function newestSourceMs() {
  let newest = Math.max(
    modifiedMs(path.join(root, 'tsconfig.json')),
    modifiedMs(path.join(root, 'package-lock.json')),
  );
  for (const folder of sources) {
    const top = path.join(root, folder);
    if (modifiedMs(top) === 0) continue;
    for (const entry of readdirSync(top, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.(ts|css)$/.test(entry.name)) continue;
      newest = Math.max(newest, modifiedMs(path.join(entry.parentPath, entry.name)));
    }
  }
  return newest;
}

function compile(project) {
  const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const result = spawnSync(process.execPath, [tsc, '-p', project], { stdio: ['ignore', 2, 2] });
  return result.status === 0;
}

/** Returns true when dist/ is up to date afterwards. */
export async function build() {
  if (modifiedMs(stamp) > newestSourceMs()) return true;
  process.stderr.write('partyline: building…\n');
  if (!compile(root) || !compile(path.join(root, 'portal', 'client'))) return false;
  // Only here: a bridge that was built for production has no bundler beside it.
  const { bundle } = await import('./bundle.mjs');
  await bundle();
  writeFileSync(stamp, '');
  return true;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = (await build()) ? 0 : 1;
}
