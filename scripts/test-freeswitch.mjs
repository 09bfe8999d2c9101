// npm run test:freeswitch: the contracts and the callers' tests against real servers of other
// projects, on loopback, named by the environment:
//
//   TEST_DRACHTIO         drachtio://:secret@127.0.0.1:9022?sip=127.0.0.1:5060
//                         and &tls=9023&ca=/path/ca.pem where its admin port speaks TLS, too
//   TEST_DRACHTIO_LISTEN  drachtio://:secret@127.0.0.1:9032?listen=127.0.0.1:9021: another one,
//                         whose configuration has
//                         <request-handler sip-method="INVITE">tcp://127.0.0.1:9021</request-handler>
//   TEST_FREESWITCH       esl://:password@127.0.0.1:8021?sip=127.0.0.1:5080, more after a comma;
//                         set up as in config/freeswitch, all with one password
//
// With two servers or more, the last test crashes one of them (`fsctl crash`): let something start
// it again. What is not named is not run, and said so. Closes with `N passed, N failed`.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { ensureTestDependencies } from './test-deps.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const compiled = path.join(root, 'dist', 'test');
const {
  TEST_DRACHTIO: drachtio = '',
  TEST_DRACHTIO_LISTEN: drachtioThatConnects = '',
  TEST_FREESWITCH: freeswitch = '',
} = process.env;
const bothSet = drachtio !== '' && freeswitch !== '';
const wanted = process.argv.slice(2);

/** What takes more than the two servers, or what FreeSWITCH does not do. */
const outOfReach = {
  'noisy-line.test.js': 'FreeSWITCH measures neither the noise nor the echo of a line',
  'secure-call.test.js': "it gives the bridge a certificate of its own; TLS is drachtio's here",
};

/** SIPp's scenarios do not follow an offer to send to another FreeSWITCH. */
const onOneServer = ['sipp-keys.test.js'];

/** The bridge itself on both servers, for the tests that start it and call it. */
function bridgeEnvironment(mostServers = Infinity) {
  const signalling = new URL(drachtio);
  const servers = freeswitch
    .split(',')
    .slice(0, mostServers)
    .map((url) => new URL(url));
  const list = servers.map(({ hostname, port, searchParams }, i) => {
    const sip = searchParams.get('sip') ?? `${hostname}:5080`;
    return `{ name: server-${i + 1}, host: ${hostname}, port: ${port}, sip: '${sip}' }`;
  });
  const [, sipPort = '5060'] = (signalling.searchParams.get('sip') ?? '').split(':');
  return {
    PARTYLINE_ENGINE: 'freeswitch',
    PARTYLINE_DRACHTIO_SECRET: signalling.password,
    PARTYLINE_FREESWITCH_PASSWORD: servers[0].password,
    TEST_CALLS_AT_PORT: sipPort,
    TEST_BRIDGE_CONFIG: [
      `drachtio: { host: ${signalling.hostname}, port: ${signalling.port} }`,
      `freeswitch: { servers: [${list.join(', ')}] }`,
    ].join('\n'),
  };
}

/** What a live test lacks; null when it can run. */
function lackOf(file) {
  const [name = ''] = path.basename(file).split('.');
  const [subject = ''] = name.split('-');
  if (name === 'drachtio-listen') {
    return drachtioThatConnects === '' ? 'TEST_DRACHTIO_LISTEN is not set' : null;
  }
  if (name === 'drachtio-tls') {
    return drachtio.includes('tls=') ? null : 'TEST_DRACHTIO has no tls=';
  }
  switch (subject) {
    case 'drachtio':
      return drachtio === '' ? 'TEST_DRACHTIO is not set' : null;
    case 'failover':
    case 'pool':
      if (!bothSet) return 'TEST_DRACHTIO and TEST_FREESWITCH are needed together';
      return freeswitch.includes(',') ? null : 'TEST_FREESWITCH names one server, it takes two';
    default:
      return freeswitch === '' ? 'TEST_FREESWITCH is not set' : null;
  }
}

/** It leaves a server less than it found. */
function crashes(file) {
  return path.basename(file).startsWith('failover');
}

/** Test files of a folder, as they are compiled. */
function files(folder, ending) {
  return readdirSync(path.join(compiled, folder))
    .filter((file) => file.endsWith(ending))
    .filter((file) => existsSync(path.join(root, 'test', folder, file.replace(/\.js$/, '.ts'))))
    .map((file) => path.join(folder, file));
}

function run(file, environment) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--enable-source-maps', path.join(compiled, file)], {
      cwd: root,
      env: { ...process.env, TAP_TIMEOUT: '300', ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('close', (status) => {
      process.stdout.write(output);
      const [, total = 0, passed = 0, failed = 0] =
        /^# \{ total: (\d+)(?:, pass: (\d+))?(?:, fail: (\d+))?/m.exec(output) ?? [];
      console.log(`# ${file}: ${status === 0 ? 'ok' : 'FAILED'}, ${total} checks`);
      const alsoFailed = status !== 0 && Number(failed) === 0 ? 1 : 0;
      resolve({ passed: Number(passed), failed: Number(failed) + alsoFailed });
    });
  });
}

if (!(await ensureTestDependencies()) || !(await build())) {
  console.log('0 passed, 1 failed');
  process.exit(1);
}
const plan = [];
const missing = [];
for (const file of files('live', '.live.js')) {
  const why = lackOf(file);
  if (why === null) plan.push({ file, environment: bothSet ? bridgeEnvironment() : {} });
  else missing.push(`${file}: ${why}`);
}
if (bothSet) {
  for (const file of files('acceptance', '.test.js')) {
    const why = outOfReach[path.basename(file)];
    const mostServers = onOneServer.includes(path.basename(file)) ? 1 : Infinity;
    if (why === undefined) plan.push({ file, environment: bridgeEnvironment(mostServers) });
    else missing.push(`${file}: ${why}`);
  }
} else {
  missing.push('acceptance: TEST_DRACHTIO and TEST_FREESWITCH are needed together');
}
const total = { passed: 0, failed: 0 };
const chosen = plan
  .filter(({ file }) => wanted.every((part) => file.includes(part)))
  .sort((a, b) => Number(crashes(a.file)) - Number(crashes(b.file)));
for (const { file, environment } of chosen) {
  const { passed, failed } = await run(file, environment);
  total.passed += passed;
  total.failed += failed;
}
console.log(`ran: ${chosen.map(({ file }) => file).join(', ') || 'nothing'}`);
for (const line of missing) console.log(`not run: ${line}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = chosen.length > 0 && total.failed === 0 ? 0 : 1;
