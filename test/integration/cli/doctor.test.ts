import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import t from 'tap';
import { silentLogger } from '../../../bridge/kernel/logger.js';
import { openStore } from '../../../bridge/store/open-store.js';
import { createSystemClock } from '../../../bridge/system/clock.js';
import { runCli, temporaryFolder } from './run-cli.js';

interface Check {
  readonly name: string;
  readonly status: string;
  readonly detail: string;
  readonly mend: string;
}

const onFreePorts = {
  PARTYLINE_SIP_HOST: '127.0.0.1',
  PARTYLINE_SIP_PORT: '0',
  PARTYLINE_HTTP_PORT: '0',
};

async function examine(env: Record<string, string>) {
  const ran = await runCli(['doctor', '--json'], { ...onFreePorts, ...env });
  const { checks } = JSON.parse(ran.stdout) as { checks: readonly Check[] };
  return { code: ran.code, check: (name: string) => checks.find((one) => one.name === name) };
}

t.test('the doctor passes a healthy machine', async (t) => {
  const { code, check } = await examine({ PARTYLINE_DATA_DIR: temporaryFolder(t) });
  t.equal(code, 0);
  for (const name of ['node', 'disk', 'database', 'engine', 'prompts', 'sip ports', 'http port']) {
    t.equal(check(name)?.status, 'ok', name);
  }
  t.match(check('network'), { status: 'warn', mend: /sip\.host/ });
});

t.test('the doctor names what is in the way, and the mend', async (t) => {
  const folder = temporaryFolder(t);
  const file = path.join(folder, 'file');
  writeFileSync(file, '');
  const socket = createSocket('udp4').bind({ port: 0, address: '127.0.0.1', exclusive: true });
  await once(socket, 'listening');
  const server = createServer().listen({ port: 0, host: '127.0.0.1', exclusive: true });
  await once(server, 'listening');
  t.teardown(() => {
    socket.close();
    server.close();
  });
  const held = server.address();
  const { code, check } = await examine({
    PARTYLINE_DATA_DIR: file,
    PARTYLINE_SIP_PORT: String(socket.address().port),
    PARTYLINE_HTTP_PORT: String(typeof held === 'object' ? held?.port : 0),
    PARTYLINE_RTP_PORTS: '10000-10099',
  });
  t.equal(code, 6);
  t.match(check('disk'), { status: 'fail', mend: /PARTYLINE_DATA_DIR/ });
  t.match(check('sip ports'), { status: 'fail', mend: /PARTYLINE_SIP_PORT/ });
  t.match(check('http port'), { status: 'fail', mend: /PARTYLINE_HTTP_PORT/ });
});

t.test(
  'FreeSWITCH without the secret of drachtio is refused by name, before any check',
  async (t) => {
    const env = { PARTYLINE_DATA_DIR: temporaryFolder(t), PARTYLINE_ENGINE: 'freeswitch' };
    const ran = await runCli(['doctor'], { ...onFreePorts, ...env });
    t.equal(ran.code, 1);
    t.match(ran.stderr, /drachtio\.secret is not set \(.*PARTYLINE_DRACHTIO_SECRET/);
  },
);

t.test('ports held by the running bridge are as they should be', async (t) => {
  const dataDir = temporaryFolder(t);
  const clock = createSystemClock();
  const store = openStore({ dataDir, clock, logger: silentLogger, bridge: true });
  t.teardown(() => store.close());
  await store.migrate();
  const { code, check } = await examine({ PARTYLINE_DATA_DIR: dataDir });
  t.equal(code, 0);
  t.match(check('sip ports'), { status: 'ok', detail: /held by the running bridge/ });
  t.match(check('database'), { status: 'ok', detail: /can be written/ });
});
