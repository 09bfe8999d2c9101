import { writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { ScriptedFreeSwitch } from '../../support/scripted-freeswitch.js';
import { runCli, temporaryFolder } from './run-cli.js';

async function pool(
  t: Parameters<typeof temporaryFolder>[0],
): Promise<{ readonly peer: ScriptedFreeSwitch; readonly env: Readonly<Record<string, string>> }> {
  const peer = await ScriptedFreeSwitch.start();
  t.teardown(() => peer.close());
  const folder = temporaryFolder(t);
  const config = path.join(folder, 'partyline.yaml');
  writeFileSync(
    config,
    [
      'engine: freeswitch',
      'drachtio: { secret: cymru }',
      'freeswitch:',
      '  password: ClueCon',
      '  servers:',
      `    - { name: near, host: 127.0.0.1, port: ${peer.port}, sip: '127.0.0.1:5080', capacity: 150 }`,
      "    - { name: away, host: 127.0.0.1, port: 1, sip: '127.0.0.1:5081', weight: 2 }",
    ].join('\n'),
  );
  return { peer, env: { PARTYLINE_DATA_DIR: folder, PARTYLINE_CONFIG: config } };
}

t.test('servers are listed, drained and resumed', async (t) => {
  const { env } = await pool(t);
  const listed = await runCli(['media', 'list', '--json'], env);
  t.equal(listed.code, 0, listed.stderr);
  t.match(JSON.parse(listed.stdout), [
    { name: 'near', problem: null, sessions: 0, conferences: 0, capacity: 150, drainedSince: null },
    { name: 'away', problem: /refused/, sessions: null, weight: 2, drainedSince: null },
  ]);

  const drained = await runCli(['media', 'drain', 'near', '--json'], env);
  t.equal(drained.code, 0, drained.stderr);
  t.same(JSON.parse(drained.stdout), { name: 'near', draining: true });
  const shown = await runCli(['media', 'list'], env);
  t.match(shown.stdout, /^server +state +sessions .*\nnear +up +0 +150 +1 +0 +\d{4}-/);

  const resumed = await runCli(['media', 'resume', 'near', '--json'], env);
  t.same(JSON.parse(resumed.stdout), { name: 'near', draining: false });
});

t.test('a server that is not there cannot be drained', async (t) => {
  const { env } = await pool(t);
  const ran = await runCli(['media', 'drain', 'nowhere', '--json'], env);
  t.equal(ran.code, 4);
  t.match(JSON.parse(ran.stdout), { error: { code: 'not-found' } });
  const embedded = { PARTYLINE_DATA_DIR: temporaryFolder(t) };
  const listed = await runCli(['media', 'list', '--json'], embedded);
  t.same(JSON.parse(listed.stdout), []);
});
