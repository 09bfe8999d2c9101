import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import t, { type Test } from 'tap';
import { runCli, temporaryFolder } from './run-cli.js';

/** The system chooses the ports, but for RTP. */
const anyPorts = {
  PARTYLINE_SIP_HOST: '127.0.0.1',
  PARTYLINE_SIP_PORT: '0',
  PARTYLINE_HTTP_PORT: '0',
  PARTYLINE_RTP_PORTS: '42000-42099',
};

interface Served {
  readonly child: ChildProcess;
  readonly url: string;
  readonly stdout: string[];
  readonly stderr: string[];
}

/** Starts a bridge as a process of its own and waits until it has said all of its start. */
async function serve(t: Test, dataDir: string): Promise<Served> {
  const main = path.resolve('dist/scripts/cli/main.js');
  const child = spawn(process.execPath, [main, 'serve'], {
    env: { ...process.env, ...anyPorts, PARTYLINE_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.teardown(() => child.kill('SIGKILL'));
  const stdout: string[] = [];
  const stderr: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => stderr.push(line));
  const lines = createInterface({ input: child.stdout });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`exit ${code}: ${stderr.join('\n')}`)));
    lines.on('line', (line) => {
      stdout.push(line);
      const opened = /^ *Open +(http:\S+)$/.exec(line);
      if (opened?.[1] !== undefined) resolve(opened[1]);
    });
  });
  return { child, url, stdout, stderr };
}

async function untilHealthy(url: string): Promise<void> {
  const response = await fetch(new URL('/healthz', url));
  if (response.status !== 200) throw new Error(await response.text());
}

t.test('a bridge starts on an empty directory, answers, and drains on SIGTERM', async (t) => {
  const dataDir = path.join(temporaryFolder(t), 'data');
  const { child, url, stdout, stderr } = await serve(t, dataDir);
  await untilHealthy(url);
  t.match(await (await fetch(new URL('/metrics', url))).text(), /^partyline_calls 0$/m);
  t.match(await (await fetch(url)).text(), 'sip:');

  const second = await runCli(['serve'], { ...anyPorts, PARTYLINE_DATA_DIR: dataDir });
  t.equal(second.code, 1);
  t.equal(
    second.stderr,
    `partyline: another partyline is running on ${dataDir} ` +
      '(stop it, or give this one its own PARTYLINE_DATA_DIR)\n',
  );

  child.kill('SIGTERM');
  const [code] = (await once(child, 'exit')) as [number | null];
  t.equal(code, 0);
  const pin = /PIN\s+(\d+)/.exec(stdout.join('\n'))?.[1];
  t.ok(pin, 'the demo PIN was shown once');
  t.notMatch(stderr.join('\n'), pin!);

  const again = await serve(t, dataDir);
  t.notMatch(again.stdout.join('\n'), /PIN/);
  again.child.kill('SIGKILL');
  await once(again.child, 'exit');
  const third = await serve(t, dataDir);
  await untilHealthy(third.url);
  third.child.kill('SIGINT');
  t.same(await once(third.child, 'exit'), [0, null]);
});

t.test('a port in use is one line that names it, and exit 1', async (t) => {
  const socket = createSocket('udp4').bind({ port: 0, address: '127.0.0.1', exclusive: true });
  await once(socket, 'listening');
  const server = createServer().listen({ port: 0, host: '127.0.0.1', exclusive: true });
  await once(server, 'listening');
  t.teardown(() => {
    socket.close();
    server.close();
  });
  const address = server.address();
  const tcp = typeof address === 'object' ? address?.port : 0;
  for (const [variable, port] of [
    ['PARTYLINE_SIP_PORT', socket.address().port],
    ['PARTYLINE_HTTP_PORT', tcp],
  ] as const) {
    const env = { ...anyPorts, PARTYLINE_DATA_DIR: temporaryFolder(t), [variable]: String(port) };
    const ran = await runCli(['serve'], env);
    t.equal(ran.code, 1, variable);
    t.match(ran.stderr, new RegExp(`^partyline: .*\\b${port}\\b.* \\(.*\\)\\n$`), variable);
  }
});
