import t from 'tap';
import { createDrachtioSignalling } from '../../../bridge/drachtio/signalling.js';
import { silentLogger } from '../../../bridge/kernel/logger.js';
import type { InboundLeg } from '../../../bridge/ports/signalling.js';
import { createSystemRandom } from '../../../bridge/system/random.js';
import { offerSdp } from '../../contract/signalling/line.js';
import { FakeClock } from '../../support/fake-clock.js';
import { ScriptedDrachtio } from '../../support/scripted-drachtio.js';

t.test('a registration asks for what is demanded, is refreshed, and brings calls', async (t) => {
  const [peer, clock] = [await ScriptedDrachtio.start(), new FakeClock()];
  const calls: InboundLeg[] = [];
  const signalling = createDrachtioSignalling({
    drachtio: { host: '127.0.0.1', port: peer.port, secret: 'cymru', tls: null, listen: null },
    clock,
    random: createSystemRandom(),
    logger: silentLogger,
    unknownSource: 'refuse',
    trunks: [
      {
        name: 'provider',
        addresses: [],
        registration: {
          registrar: 'sip:127.0.0.1:40240',
          addressOfRecord: 'sip:3225551234@provider.example',
          expiresSeconds: 60,
        },
      },
    ],
  });
  t.teardown(() => peer.close());
  const registers = (): readonly string[] =>
    peer.sent.map(({ text }) => text).filter((text) => text.startsWith('REGISTER '));
  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) await new Promise((resolve) => setImmediate(resolve));
  };
  peer.answer = 'SIP/2.0 423 Interval Too Brief\r\nMin-Expires: 900\r\nContent-Length: 0\r\n\r\n';
  await signalling.start((leg) => calls.push(leg));
  await until(() => signalling.status().counters['registration-failures'] === 1);
  t.equal(registers().length, 2, 'as long as is demanded, and no more than that');
  peer.receive('INVITE', offerSdp(4000));
  await peer.until('SIP/2.0 403');

  peer.answer = 'SIP/2.0 200 OK\r\nExpires: 20\r\nContent-Length: 0\r\n\r\n';
  await clock.settle(5_000);
  await until(() => registers().length === 3);
  while (calls.length === 0) {
    peer.receive('INVITE', offerSdp(4000));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  t.equal(calls[0]?.source.trunk, 'provider', "by the registrar's address");

  await clock.settle(10_000);
  await until(() => registers().length === 4);
  const [first = '', , , fourth = ''] = registers();
  const field = (name: string, text: string): string =>
    new RegExp(`^${name}: (.*)\r$`, 'im').exec(text)?.[1] ?? '';
  t.equal(field('Call-ID', first), field('Call-ID', fourth));
  t.match(field('Contact', first), /^<sip:3225551234@localhost;line=[\w-]+>$/);
  t.ok(parseInt(field('CSeq', fourth)) > parseInt(field('CSeq', first)));
  t.same([field('Expires', first), field('Expires', fourth)], ['60', '900']);

  await signalling.close();
  t.equal(field('Expires', registers().at(-1)!), '0', 'it is taken back at the end');
});
