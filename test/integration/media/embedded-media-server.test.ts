import t, { type Test } from 'tap';
import { silentLogger } from '../../../bridge/kernel/logger.js';
import {
  createEmbeddedMediaServer,
  type EmbeddedMediaServer,
} from '../../../bridge/media/embedded-media-server.js';
import { createSystemClock } from '../../../bridge/system/clock.js';
import { createSystemRandom } from '../../../bridge/system/random.js';
import { freePorts } from '../../support/free-ports.js';
import { RtpPhone } from '../../support/rtp-phone.js';

const firstPort = await freePorts(200);

/** From the `from`-th to the `to`-th of this test's ports. */
const ports = (from: number, to: number): [number, number] => [firstPort + from, firstPort + to];

/** What the embedded media server promises beyond the contract. */
async function serve(
  t: Test,
  options: {
    readonly bindHost: string;
    readonly rtpPorts: readonly [number, number];
    readonly publicHost?: string;
  },
): Promise<EmbeddedMediaServer> {
  const server = createEmbeddedMediaServer({
    advertisedHost: '127.0.0.1',
    workers: 2,
    clock: createSystemClock(),
    random: createSystemRandom(),
    logger: silentLogger,
    ...options,
  });
  t.teardown(() => server.close());
  await server.start();
  return server;
}

async function phoneOf(t: Test, options: Parameters<typeof RtpPhone.open>[0]): Promise<RtpPhone> {
  const phone = await RtpPhone.open(options);
  t.teardown(() => phone.close());
  return phone;
}

const usual = { allowSrtp: false, mediaTimeoutMs: 60_000 } as const;

t.test('IPv4 and IPv6 callers meet in one conference, on sockets that take both', async (t) => {
  const server = await serve(t, { bindHost: '::', rtpPorts: ports(0, 39) });
  const conference = await server.createConference('both', { automaticGain: false });
  const phones = [
    await phoneOf(t, { toneHz: 400, host: '127.0.0.1' }),
    await phoneOf(t, { toneHz: 700, host: '::1' }),
  ] as const;
  for (const [i, phone] of phones.entries()) {
    const localAddress = i === 0 ? '127.0.0.1' : '::1';
    const endpoint = await server.createEndpoint({ ...usual, offer: phone.sdp(), localAddress });
    t.match(endpoint.localSdp, localAddress);
    phone.connect(endpoint.localSdp);
    await endpoint.join(conference, { memberId: `${i}`, muted: false, deaf: false });
  }
  await phones[0].until('IPv4 hears IPv6', () => phones[0].hears(700) > -24);
  await phones[1].until('IPv6 hears IPv4', () => phones[1].hears(400) > -24);
});

t.test('when all ports are taken, calls are refused until some rest has passed', async (t) => {
  const server = await serve(t, { bindHost: '127.0.0.1', rtpPorts: ports(40, 43) });
  const offer = (await phoneOf(t, {})).sdp();
  const first = await server.createEndpoint({ ...usual, offer });
  await server.createEndpoint({ ...usual, offer });
  await t.rejects(server.createEndpoint({ ...usual, offer }), { code: 'ports-exhausted' });
  t.match(server.status(), { ready: false, problem: /ports/, portsFree: 0, endpoints: 2 });
  await first.close();
  await t.rejects(server.createEndpoint({ ...usual, offer }), { code: 'ports-exhausted' });
});

t.test('ports that other programs hold are passed by', async (t) => {
  const one = await serve(t, { bindHost: '127.0.0.1', rtpPorts: ports(50, 69) });
  const other = await serve(t, { bindHost: '127.0.0.1', rtpPorts: ports(50, 69) });
  const offer = (await phoneOf(t, {})).sdp();
  const endpoints = [];
  for (const server of [one, other, one, other]) {
    endpoints.push(await server.createEndpoint({ ...usual, offer }));
  }
  const taken = endpoints.map(({ localSdp }) => /^m=audio (\d+)/m.exec(localSdp)![1]);
  t.equal(new Set(taken).size, 4);
});

t.test('garbage and foreign packets are counted', async (t) => {
  const server = await serve(t, { bindHost: '127.0.0.1', rtpPorts: ports(70, 79) });
  const phone = await phoneOf(t, { toneHz: 400 });
  const endpoint = await server.createEndpoint({ ...usual, offer: phone.sdp() });
  phone.connect(endpoint.localSdp);
  await phone.until('the line is up', () => phone.received > 5);
  const intruder = await phoneOf(t, { toneHz: 900 });
  intruder.connect(endpoint.localSdp);
  // For a second after the answer the kernel lets others through, so that they can be counted.
  await endpoint.renegotiate(phone.sdp());
  for (let i = 0; i < 10; i++) phone.sendRaw(Uint8Array.of(1, 2, 3, i));
  const counted = (): boolean => {
    const { counters } = server.status();
    return counters['rtp-garbage']! >= 10 && counters['rtp-foreign']! > 0;
  };
  await phone.until('both are counted', counted);
  t.equal(intruder.received, 0);
});

t.test('after close nothing is left: no worker, socket or timer', async (t) => {
  const kinds = ['MessagePort', 'UDPWrap', 'Timeout', 'Worker'];
  const left = (): string[] =>
    process.getActiveResourcesInfo().filter((resource) => kinds.includes(resource));
  const before = left();
  const server = await serve(t, { bindHost: '127.0.0.1', rtpPorts: ports(80, 99) });
  const phone = await RtpPhone.open({ toneHz: 400 });
  const conference = await server.createConference('short', { automaticGain: true });
  const endpoint = await server.createEndpoint({ ...usual, offer: phone.sdp() });
  phone.connect(endpoint.localSdp);
  await endpoint.join(conference, { memberId: 'm', muted: false, deaf: false });
  endpoint.play([{ kind: 'silence', durationMs: 60_000 }]);
  conference.play([{ kind: 'silence', durationMs: 60_000 }]);
  await phone.until('the line is up', () => phone.received > 5);
  await phone.close();
  await server.close();
  t.same(left(), before);
});

t.test('behind NAT, far ends on public networks are told the public address', async (t) => {
  const publicHost = '198.51.100.7';
  const server = await serve(t, { bindHost: '0.0.0.0', rtpPorts: ports(60, 99), publicHost });
  const phone = await phoneOf(t, {});
  const call = { ...usual, offer: phone.sdp(), localAddress: '127.0.0.1' } as const;
  const carrier = await server.createEndpoint({ ...call, isPublic: true });
  const neighbour = await server.createEndpoint({ ...call, isPublic: false });
  t.match(carrier.localSdp, /^c=IN IP4 198\.51\.100\.7\r$/m);
  t.match(neighbour.localSdp, /^c=IN IP4 127\.0\.0\.1\r$/m);
});
