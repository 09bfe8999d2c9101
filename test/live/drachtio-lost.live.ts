import t, { type Test } from 'tap';
import { createDrachtioSignalling } from '../../bridge/drachtio/signalling.js';
import { silentLogger } from '../../bridge/kernel/logger.js';
import type { LegEnd } from '../../bridge/ports/signalling.js';
import { createSystemClock } from '../../bridge/system/clock.js';
import { createSystemRandom } from '../../bridge/system/random.js';
import { Line, next, offerSdp, answerSdp } from '../contract/signalling/line.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { drachtioServer } from './drachtio-server.js';

t.setTimeout(60_000);

async function openLine(t: Test): Promise<{ readonly line: Line; readonly proxy: TcpProxy }> {
  const drachtio = drachtioServer();
  const proxy = await TcpProxy.open(drachtio);
  const line = await Line.open(t, () =>
    Promise.resolve(
      createDrachtioSignalling({
        drachtio: { ...drachtio, host: '127.0.0.1', port: proxy.port },
        clock: createSystemClock(),
        random: createSystemRandom(),
        logger: silentLogger,
      }),
    ),
  );
  t.teardown(() => proxy.close());
  return { line, proxy };
}

const isBack = async (line: Line): Promise<void> => {
  const { caller, leg } = await line.callIn();
  leg.reject(486);
  await next((listener) => caller.events.on('ended', listener));
};

t.test(
  'a call outlives the connection to drachtio; who hangs up then is missed soon',
  async (t) => {
    const { line, proxy } = await openLine(t);
    const { caller, leg } = await line.up();
    proxy.cut();
    while (line.signalling.status().counters['drachtio-lost'] === undefined) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await isBack(line);
    t.equal(line.signalling.status().legs, 1);
    const off = caller.events.on('offer', (_offer, respond) => respond.accept(answerSdp(5004)));
    t.match(await leg.reoffer(offerSdp(6000)), /m=audio 5004 /, 'it can be moved');
    off();
    const ended = next<[LegEnd]>((listener) => leg.events.on('ended', listener));
    const startMs = performance.now();
    caller.hangUp({ q850: 16, text: 'goodbye' });
    const [end] = await ended;
    t.comment(`missed after ${Math.round(performance.now() - startMs)} ms: ${JSON.stringify(end)}`);
    t.match(end.by, /^(remote-bye|transport)$/);
    t.equal(line.signalling.status().legs, 0);
  },
);

t.test('a call of an earlier connection can be hung up', async (t) => {
  const { line, proxy } = await openLine(t);
  const { caller, leg } = await line.up();
  proxy.cut();
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  await isBack(line);
  const ended = next<[LegEnd]>((listener) => caller.events.on('ended', listener));
  leg.hangUp({ q850: 16, text: 'goodbye' });
  t.match(await ended, [{ by: 'remote-bye', status: 16 }]);
});
