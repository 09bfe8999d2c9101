import t from 'tap';
import { createDrachtioSignalling } from '../../bridge/drachtio/signalling.js';
import { silentLogger } from '../../bridge/kernel/logger.js';
import type { InboundLeg, LegEnd } from '../../bridge/ports/signalling.js';
import { createEmbeddedSignalling } from '../../bridge/sip/user-agent/signalling.js';
import { createSystemClock } from '../../bridge/system/clock.js';
import { createSystemRandom } from '../../bridge/system/random.js';
import { next } from '../contract/media-server/fixture.js';
import { answerSdp, offerSdp } from '../contract/signalling/line.js';
import { Registrar } from '../support/registrar.js';
import { drachtioServer } from './drachtio-server.js';

t.setTimeout(60_000);

const ports = { clock: createSystemClock(), random: createSystemRandom(), logger: silentLogger };

t.test('we are registered with a provider, called by it, and take our leave', async (t) => {
  // Half of what is granted, and it is to be refreshed.
  const registrar = await Registrar.start({ minimumSeconds: 900, grantedSeconds: 4 });
  const calls: InboundLeg[] = [];
  let called: () => void = () => undefined;
  const registration = {
    registrar: `sip:127.0.0.1:${registrar.port}`,
    addressOfRecord: 'sip:3225551234@127.0.0.1',
    expiresSeconds: 600,
  };
  const credentials = { username: 'bridge', password: 'right' };
  const signalling = createDrachtioSignalling({
    ...ports,
    drachtio: drachtioServer(),
    trunks: [{ name: 'provider', addresses: [], credentials, registration }],
    unknownSource: 'refuse',
  });
  t.teardown(async () => {
    await signalling.close();
    await registrar.close();
  });
  await signalling.start((leg) => {
    calls.push(leg);
    called();
  });
  await registrar.until(200);
  t.same(registrar.statuses.slice(0, 3), [401, 423, 401], 'challenged, and asked for more');
  const contact = /<(.*)>/.exec(registrar.accepted[0]!.headers.get('Contact') ?? '')?.[1] ?? '';
  t.match(contact, /^sip:3225551234@127\.0\.0\.1:\d+;line=[\w-]+$/);

  // From elsewhere: not the registrar's own address.
  const edge = createEmbeddedSignalling({
    ...ports,
    listen: [{ transport: 'udp', host: '127.0.0.2', port: 0 }],
  });
  await edge.start((leg) => leg.reject(480));
  t.teardown(() => edge.close());
  const endOf = async (uri: string): Promise<LegEnd> => {
    const { events } = edge.call({ uri }, offerSdp(4000));
    return (await next<[LegEnd]>((listener) => events.on('ended', listener)))[0];
  };
  t.match(await endOf(contact.replace(/;.*/, '')), { by: 'remote-reject', status: 403 });
  const arrival = new Promise<void>((resolve) => (called = resolve));
  const end = endOf(contact);
  await arrival;
  t.match(calls[0], { source: { trunk: 'provider', address: '127.0.0.2' } });
  await calls[0]!.answer(answerSdp(4100));
  calls[0]!.hangUp({ q850: 16, text: 'done' });
  t.match(await end, { by: 'remote-bye', status: 16 });

  await registrar.until(200, 2);
  const [first, refreshed] = registrar.accepted;
  t.equal(refreshed?.callId, first?.callId);
  t.ok(refreshed!.cseq.sequence > first!.cseq.sequence);
  await signalling.close();
  t.equal(registrar.accepted.at(-1)?.headers.get('Expires'), '0', 'it is taken back at the end');
});

t.test('a provider that refuses us is asked again, and counted', async (t) => {
  const registrar = await Registrar.start({ minimumSeconds: 0, grantedSeconds: 60 });
  const signalling = createDrachtioSignalling({
    ...ports,
    drachtio: drachtioServer(),
    trunks: [
      {
        name: 'provider',
        addresses: [],
        credentials: { username: 'bridge', password: 'wrong' },
        registration: {
          registrar: `sip:127.0.0.1:${registrar.port}`,
          addressOfRecord: 'sip:3225551234@127.0.0.1',
        },
      },
    ],
  });
  t.teardown(async () => {
    await signalling.close();
    await registrar.close();
  });
  await signalling.start((leg) => leg.reject(480));
  await registrar.until(401, 4);
  t.same(registrar.accepted, []);
  t.ok((signalling.status().counters['registration-failures'] ?? 0) >= 1);
});
