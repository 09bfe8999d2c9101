// npm test: brings the callers the tests need, builds, runs tap, and closes with `N passed, N failed`.
// Arguments select test files by a part of their path: `npm test -- unit/sip`.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { ensureTestDependencies } from './test-deps.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const compiled = path.join(root, 'dist', 'test');
const wanted = process.argv.slice(2);

function testFiles() {
  return readdirSync(compiled, { recursive: true })
    .filter((file) => file.endsWith('.test.js'))
    .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
    .filter((file) => existsSync(path.join(root, 'test', file.replace(/\.js$/, '.ts'))))
    .sort()
    .map((file) => path.join(compiled, file));
}

/**
 * Tests that listen to audio in real time are not to share the machine with those that fill it.
 * The first row that fits a file is its phase; the phases run from the last row to the first.
 */
const phases = [
  { name: 'load on a whole bridge', jobs: 1, has: /^integration\/bridge\/(load|soak|churn)/ },
  {
    name: 'calls in real time',
    // They mostly wait for somebody to finish speaking: each takes a fifth of a core.
    jobs: 3,
    has: /^(acceptance|integration\/(bridge|media|phones))\/|^contract\/.*(media|signalling)/,
  },
  { name: 'the rest', jobs: 2, has: /./ },
];

function phaseOf(file) {
  const name = path.relative(compiled, file).split(path.sep).join('/');
  return phases.find(({ has }) => has.test(name));
}

/** The bottom line of tap: `# { total: 3, pass: 2, fail: 1 }`. */
function counts(output) {
  const summary = [
    ...output.matchAll(/^\s*# \{ total: (\d+)(?:, pass: (\d+))?(?:, fail: (\d+))?/gm),
  ];
  const last = summary.at(-1);
  return { passed: Number(last?.[2] ?? 0), failed: Number(last?.[3] ?? 0) };
}

function runTap(files, jobs) {
  const tap = path.join(root, 'node_modules', 'tap', 'dist', 'esm', 'run.mjs');
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [tap, '--reporter=base', `--jobs=${jobs}`, ...files], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    // Who ends this ends the tests too, rather than leave them to run on.
    const end = (signal) => {
      child.once('close', () => process.exit(1));
      child.kill(signal);
    };
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, end);
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
      process.stdout.write(text);
    });
    child.on('close', (status) => {
      for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, end);
      resolve({ output, status });
    });
  });
}

if (!(await ensureTestDependencies()) || !(await build())) {
  console.log('0 passed, 1 failed');
  process.exit(1);
}
const files = testFiles();
if (files.length === 0) {
  console.error(`no test file matches ${wanted.join(', ')}`);
  console.log('0 passed, 1 failed');
  process.exit(1);
}
let passed = 0;
let failed = 0;
for (const phase of [...phases].reverse()) {
  const chosen = files.filter((file) => phaseOf(file) === phase);
  if (chosen.length === 0) continue;
  console.log(`\n# ${phase.name}: ${chosen.length} files`);
  const { output, status } = await runTap(chosen, phase.jobs);
  const count = counts(output);
  passed += count.passed;
  // A runner that died, or a file that failed before its first assertion, is a failure too.
  failed += status !== 0 && count.failed === 0 ? 1 : count.failed;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = passed > 0 && failed === 0 ? 0 : 1;
