import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import t from 'tap';
import { PartylineError } from '../../../bridge/kernel/errors.js';
import { loadConfig } from '../../../config/load.js';

const folder = mkdtempSync(path.join(tmpdir(), 'partyline-config-'));
t.teardown(() => rmSync(folder, { recursive: true }));

function load(yaml: string, env: Record<string, string> = {}) {
  const file = path.join(folder, 'partyline.yaml');
  writeFileSync(file, yaml);
  return loadConfig({ PARTYLINE_CONFIG: file, ...env });
}

function refusalOf(yaml: string, env: Record<string, string> = {}): PartylineError {
  try {
    load(yaml, env);
  } catch (error) {
    if (error instanceof PartylineError && error.code === 'bad-config') return error;
    throw error;
  }
  throw new Error(`accepted: ${yaml}`);
}

t.test('without a file and an environment everything has a default that stays at home', (t) => {
  const config = loadConfig({ PATH: '/usr/bin' });
  t.equal(config.sip.host, 'private');
  t.equal(config.http.host, '127.0.0.1');
  t.equal(config.sip.unknownCallers, 'allow-private');
  t.same(config.rtp.ports, { first: 20000, last: 23999 });
  t.end();
});

t.test('the environment goes over the file, and the file over the defaults', (t) => {
  const config = load('sip: { port: 5070, host: 192.0.2.1 }\nrtp: { ports: 30000-30099 }\n', {
    PARTYLINE_SIP_PORT: '5080',
    PARTYLINE_RTP_PORTS: '40000-40099',
    PARTYLINE_DATA_DIR: '/srv/partyline',
    PARTYLINE_HTTP_HOST: '::1',
    PARTYLINE_HTTP_PORT: '0',
    PARTYLINE_PUBLIC_URL: 'https://conference.example.com',
    PARTYLINE_ENGINE: 'freeswitch',
    PARTYLINE_DRACHTIO_SECRET: '4711',
    PARTYLINE_FREESWITCH_PASSWORD: 'of the event socket',
    PARTYLINE_LOG_LEVEL: 'debug',
  });
  t.equal(config.sip.port, 5080);
  t.equal(config.sip.host, '192.0.2.1');
  t.same(config.rtp.ports, { first: 40000, last: 40099 });
  t.equal(config.dataDir, '/srv/partyline');
  t.match(config.http, { host: '::1', port: 0, publicUrl: 'https://conference.example.com' });
  t.equal(config.engine, 'freeswitch');
  t.equal(config.drachtio.secret, '4711');
  t.equal(config.freeswitch.password, 'of the event socket');
  t.equal(config.log.level, 'debug');
  t.end();
});

t.test('the result is frozen to the leaves', (t) => {
  const config = load('sip: { trunks: [{ name: a, addresses: [192.0.2.1] }] }');
  t.throws(() => ((config.sip as { port: number }).port = 1), TypeError);
  t.throws(() => (config.sip.trunks[0]!.addresses as string[]).push('192.0.2.2'), TypeError);
  t.end();
});

t.test('an unknown key fails, with its path and the nearest known one', (t) => {
  const cases: readonly (readonly [yaml: string, key: string, nearest: string])[] = [
    ['sip: { prot: 5060 }', 'sip.prot', 'sip.port'],
    ['datadir: ./x', 'datadir', 'dataDir'],
    ['promptFolder: ./x', 'promptFolder', 'entry.promptFolder'],
    ['sip: { trunks: [{ name: a, adresses: [192.0.2.1] }] }', 'adresses', 'sip.trunks[].addresses'],
  ];
  for (const [yaml, key, nearest] of cases) {
    const error = refusalOf(yaml);
    t.match(error.message, `unknown key`);
    t.match(error.message, key);
    t.equal(error.mend, `did you mean ${nearest}?`);
  }
  t.equal(refusalOf('zzzzzzzzzzz: 1').mend, 'config/example.yaml has every key there is');
  t.end();
});

t.test('an unknown PARTYLINE_ variable fails as an unknown key does', (t) => {
  const error = refusalOf('', { PARTYLINE_SIP_PROT: '5060' });
  t.match(error.message, 'PARTYLINE_SIP_PROT');
  t.match(error.mend, 'PARTYLINE_SIP_PORT');
  t.end();
});

t.test('values that cannot be are refused by the name of their key', (t) => {
  const cases: readonly (readonly [yaml: string, message: RegExp])[] = [
    ['sip: { port: 70000 }', /sip\.port must be at most 65535/],
    ['sip: { port: soon }', /sip\.port must be a whole number/],
    ['sip: { port: 5060.5 }', /sip\.port must be a whole number/],
    ['sip: { host: everywhere }', /sip\.host must be 'private', 'all'/],
    ['sip: { transports: [] }', /sip\.transports must have at least 1 entries/],
    ['sip: { transports: [sctp] }', /sip\.transports\[0\] must be one of udp, tcp, tls/],
    ['sip: 5060', /sip must be a list of keys/],
    ['sip: { trunks: [{ addresses: [192.0.2.1] }] }', /sip\.trunks\[0\]\.name is missing/],
    ['sip: { trunks: [{ name: a, addresses: [192.0.2.0/33] }] }', /addresses\[0\] must be an IP/],
    ['engine: asterisk', /engine must be one of embedded, freeswitch/],
    ['media: { workers: many }', /media\.workers must be 'auto' or a number/],
    ['rtp: { ports: 20000 }', /rtp\.ports must be a range/],
    ['rtp: { ports: 23999-20000 }', /rtp\.ports is reversed: write 20000-23999/],
    ['rtp: { ports: 20001-23999 }', /rtp\.ports must begin with an even port/],
    ['rtp: { ports: 20000-23998 }', /rtp\.ports must end with an odd port/],
    ['rtp: { ports: 20000-20001 }', /rtp\.ports is too small/],
    ['rtp: { ports: 80-99 }', /rtp\.ports must lie within 1024-65535/],
    ['- a\n- b', /is not a list of keys/],
    ['sip: {', /line 1 is not YAML/],
    ['a: 1\na: 2', /line 2 is not YAML/],
  ];
  for (const [yaml, message] of cases) t.match(refusalOf(yaml).message, message, yaml);
  t.match(
    refusalOf('', { PARTYLINE_SIP_PORT: 'x' }).message,
    /^PARTYLINE_SIP_PORT must be a whole/,
  );
  t.match(refusalOf('', { PARTYLINE_RTP_PORTS: '9-1' }).message, /^PARTYLINE_RTP_PORTS must lie/);
  t.end();
});

t.test('keys that contradict each other are refused, both named', (t) => {
  const cases: readonly (readonly [yaml: string, message: RegExp])[] = [
    ['sip: { port: 20100 }', /sip\.port 20100 lies within rtp\.ports 20000-23999/],
    ['http: { port: 20100 }', /http\.port 20100 lies within rtp\.ports/],
    ['sip: { port: 8080 }', /sip\.port and http\.port are both 8080/],
    ['sip: { transports: [udp, tls] }', /tls but sip\.tls is not set/],
    ['sip: { tls: { certificate: a, key: b } }', /sip\.transports has no tls/],
    ['sip: { unknownCallers: challenge }', /sip\.users is empty/],
    ['sip: { transports: [udp, udp] }', /sip\.transports has udp twice/],
    ['sip: { rateLimit: { burst: 10 } }', /burst is smaller/],
    ['recordings: { warnBelowMb: 10 }', /warnBelowMb 10 is less than .*stopBelowMb 1000/],
    [
      'sip: { trunks: [{ name: a, addresses: [192.0.2.1] }, { name: b, addresses: [192.0.2.1] }] }',
      /addresses has 192\.0\.2\.1 twice/,
    ],
  ];
  for (const [yaml, message] of cases) {
    const error = refusalOf(yaml);
    t.match(error.message, message, yaml);
    t.not(error.mend, '', yaml);
  }
  t.doesNotThrow(() => load('sip: { port: 8080, transports: [udp] }'), 'UDP and TCP may share');
  t.doesNotThrow(() => load('sip: { port: 0 }\nhttp: { port: 0 }'), 'the system chooses');
  t.end();
});

t.test('a file that cannot be read is named', (t) => {
  t.throws(() => loadConfig({ PARTYLINE_CONFIG: '/nowhere/partyline.yaml' }), {
    code: 'bad-config',
    message: /\/nowhere\/partyline\.yaml/,
  });
  t.end();
});

t.test('a refusal is one line and never shows a password', (t) => {
  const password = 'short7!';
  for (const yaml of [
    `sip: { users: [{ name: ada, password: ${password} }] }`,
    `sip: { users: [{ name: ada, pasword: ${password} }] }`,
    `sip: { users: { name: ada, password: ${password} } }`,
  ]) {
    const error = refusalOf(yaml);
    t.notMatch(error.message + error.mend, password);
    t.notMatch(error.message, '\n');
  }
  t.end();
});
