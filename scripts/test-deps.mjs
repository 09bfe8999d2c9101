// Brings the programs the tests dial with, from Debian's packages: independent SIP stacks and
// measuring tools that share no code with the bridge, and a browser.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Program → the Debian package that has it. */
const packages = {
  sipp: 'sip-tester',
  baresip: 'baresip-core',
  sox: 'sox',
  ffmpeg: 'ffmpeg',
  mpg123: 'mpg123',
  chromium: 'chromium',
};

function onPath(program) {
  return (process.env.PATH ?? '').split(path.delimiter).some((folder) => {
    try {
      accessSync(path.join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function missingPackages() {
  return Object.entries(packages)
    .filter(([program]) => !onPath(program))
    .map(([, name]) => name);
}

/** Installs what is missing where that is allowed (root, with apt); says what to do where not. */
export async function ensureTestDependencies() {
  const missing = missingPackages();
  if (missing.length === 0) return true;
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid?.() !== 0 || !onPath('apt-get')) {
    console.error(`The tests need ${missing.join(', ')}. Run: sudo ${command}`);
    return false;
  }
  console.error(`Installing ${missing.join(', ')} for the tests…`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = (line) =>
    spawnSync('sh', ['-c', line], { stdio: ['ignore', 'ignore', 'inherit'], env });
  run('apt-get update -qq');
  run(command);
  const left = missingPackages();
  if (left.length > 0) console.error(`Could not install ${left.join(', ')}.`);
  return left.length === 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = (await ensureTestDependencies()) ? 0 : 1;
}
