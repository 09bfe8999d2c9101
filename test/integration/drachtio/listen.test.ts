import { once } from 'node:events';
import t, { type Test } from 'tap';
import { createDrachtioSignalling } from '../../../bridge/drachtio/signalling.js';
import { silentLogger } from '../../../bridge/kernel/logger.js';
import type { InboundLeg, LegEnd, Signalling } from '../../../bridge/ports/signalling.js';
import { createSystemClock } from '../../../bridge/system/clock.js';
import { createSystemRandom } from '../../../bridge/system/random.js';
import { next } from '../../contract/media-server/fixture.js';
import { answerSdp, offerSdp } from '../../contract/signalling/line.js';
import { freePorts } from '../../support/free-ports.js';
import { ScriptedDrachtio } from '../../support/scripted-drachtio.js';

interface Bench {
  readonly peer: ScriptedDrachtio;
  readonly signalling: Signalling;
  /** Where drachtio connects to us. */
  readonly port: number;
  /** The next call that comes. */
  readonly arrival: () => Promise<InboundLeg>;
}

async function bench(t: Test): Promise<Bench> {
  const [peer, port] = [await ScriptedDrachtio.start(), await freePorts(1)];
  const signalling = createDrachtioSignalling({
    drachtio: {
      host: '127.0.0.1',
      port: peer.port,
      secret: 'cymru',
      tls: null,
      listen: { host: '127.0.0.1', port },
    },
    clock: createSystemClock(),
    random: createSystemRandom(),
    logger: silentLogger,
  });
  t.teardown(async () => {
    await signalling.close();
    await peer.close();
  });
  let arrived: (leg: InboundLeg) => void = () => undefined;
  await signalling.start((leg) => arrived(leg));
  return {
    peer,
    signalling,
    port,
    arrival: () => new Promise((resolve) => (arrived = resolve)),
  };
}

const endOf = async (leg: InboundLeg): Promise<LegEnd> =>
  (await next<[LegEnd]>((listener) => leg.events.on('ended', listener)))[0];

t.test('a call comes by a connection of its own, which ends with it', async (t) => {
  const { peer, signalling, port, arrival } = await bench(t);
  const connection = await peer.connectTo(port);
  const arrived = arrival();
  peer.receive('INVITE', offerSdp(4000));
  const leg = await arrived;
  const answered = leg.answer(answerSdp(4100));
  await peer.until('SIP/2.0 200');
  peer.receive('ACK');
  await answered;
  const [end, closed] = [endOf(leg), once(connection, 'close')];
  peer.receive('BYE');
  t.match(await end, { by: 'remote-bye' });
  await closed;
  t.equal(peer.connections, 1, 'ours to drachtio stays');
  t.equal(signalling.status().legs, 0);
});

t.test('a call that is refused leaves no connection behind', async (t) => {
  const { peer, signalling, port } = await bench(t);
  signalling.setDraining({ retryAfterSeconds: 7 });
  const closed = once(await peer.connectTo(port), 'close');
  peer.receive('INVITE', offerSdp(4000));
  await peer.until('SIP/2.0 503');
  await closed;
  t.equal(signalling.status().legs, 0);
});

t.test('a call that rings ends with its connection; one that is up goes on', async (t) => {
  const { peer, signalling, port, arrival } = await bench(t);
  let arrived = arrival();
  const first = await peer.connectTo(port);
  peer.receive('INVITE', offerSdp(4000));
  const ringing = await arrived;
  const end = endOf(ringing);
  first.destroy();
  t.match(await end, { by: 'transport' });

  arrived = arrival();
  const second = await peer.connectTo(port);
  peer.receive('INVITE', offerSdp(4000));
  const leg = await arrived;
  const answered = leg.answer(answerSdp(4100));
  await peer.until('SIP/2.0 200');
  peer.receive('ACK');
  await answered;
  second.destroy();
  peer.answer = 'SIP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n';
  await peer.until('OPTIONS ');
  t.equal(signalling.status().legs, 1, 'drachtio is asked about it by the other connection');
});

t.test('an address that is in use is told as such', async (t) => {
  const { peer, port } = await bench(t);
  const another = createDrachtioSignalling({
    drachtio: {
      host: '127.0.0.1',
      port: peer.port,
      secret: 'cymru',
      tls: null,
      listen: { host: '127.0.0.1', port },
    },
    clock: createSystemClock(),
    random: createSystemRandom(),
    logger: silentLogger,
  });
  t.teardown(() => another.close());
  await t.rejects(
    another.start((leg) => leg.reject(480)),
    { code: 'port-in-use' },
  );
});
