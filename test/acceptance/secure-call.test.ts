import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import t from 'tap';
import { Phone } from '../support/baresip.js';
import { BridgeProcess } from '../support/bridge-process.js';
import { freePorts } from '../support/free-ports.js';
import { toneDbfs } from '../support/listen.js';
import { testCertificate } from '../support/tls-certificate.js';

async function hears(phone: Phone, hz: number): Promise<void> {
  for (let waitedMs = 0; waitedMs < 15_000; waitedMs += 500) {
    const { samples, sampleRate } = await phone.listen(500);
    if (toneDbfs(samples, sampleRate, hz) > -35) return;
  }
  throw new Error(`${phone.uri} does not hear ${hz} Hz`);
}

t.test('a phone over TLS with SRTP and one over UDP with a password talk', async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'partyline-tls-'));
  const [certificate, key] = [path.join(folder, 'cert.pem'), path.join(folder, 'key.pem')];
  writeFileSync(certificate, testCertificate.cert);
  writeFileSync(key, testCertificate.key);
  const port = await freePorts(1);
  const tls = `{ port: ${port}, certificate: ${certificate}, key: ${key} }`;
  const users = ['ada', 'bob'].map((name) => `{ name: ${name}, password: sesame-${name} }`);
  const bridge = await BridgeProcess.start(
    {},
    `sip: { transports: [udp, tls], tls: ${tls}, unknownCallers: challenge, users: [${users.join(', ')}] }`,
  );
  const { room } = await bridge.addOrganizer('participantsMayStart=true', 'entryTones=false');
  const ada = await Phone.start({
    codec: 'PCMU',
    toneHz: 600,
    name: 'ada',
    password: 'sesame-ada',
    secure: true,
  });
  const bob = await Phone.start({
    codec: 'PCMA',
    toneHz: 1100,
    name: 'bob',
    password: 'sesame-bob',
  });
  t.teardown(async () => {
    await ada.stop();
    await bob.stop();
    await bridge.stop();
    rmSync(folder, { recursive: true });
  });
  await bob.dial(bridge.uri(room));
  await bob.press('#');
  await ada.dial(`sip:${room}@127.0.0.1:${port};transport=tls`);
  await ada.press('#');
  await bridge.untilMetric('members', (members) => members === 2);
  await hears(ada, 1100);
  await hears(bob, 600);
  // It opens a NAT with a packet or two before it has the keys.
  t.ok((await bridge.metric('media_events_total', '"srtp-rejected"')) <= 2);
  t.notMatch(bridge.log, /sesame|inline:/);
});
