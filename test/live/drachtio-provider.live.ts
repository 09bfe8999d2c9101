import t from 'tap';
import { createDrachtioSignalling } from '../../bridge/drachtio/signalling.js';
import { silentLogger } from '../../bridge/kernel/logger.js';
import { createSystemClock } from '../../bridge/system/clock.js';
import { createSystemRandom } from '../../bridge/system/random.js';
import { offerSdp } from '../contract/signalling/line.js';
import { next } from '../contract/media-server/fixture.js';
import { startAnsweringAgent } from '../support/answering-agent.js';
import { drachtioServer } from './drachtio-server.js';

t.setTimeout(60_000);

for (const [password, what] of [
  ['right', 'a provider that challenges our calls takes them'],
  ['wrong', 'a call with a wrong password ends with its status'],
] as const) {
  t.test(what, async (t) => {
    const provider = await startAnsweringAgent(undefined, {
      unknownSource: 'challenge',
      users: { realm: 'provider', credentials: [{ username: 'bridge', password: 'right' }] },
    });
    const signalling = createDrachtioSignalling({
      drachtio: drachtioServer(),
      clock: createSystemClock(),
      random: createSystemRandom(),
      logger: silentLogger,
      trunks: [{ name: 'provider', addresses: [], credentials: { username: 'bridge', password } }],
    });
    t.teardown(async () => {
      await signalling.close();
      await provider.signalling.close();
    });
    await signalling.start((leg) => leg.reject(480));
    const uri = `sip:+3225550100@127.0.0.1:${provider.port}`;
    const leg = signalling.call({ uri, trunk: 'provider' }, offerSdp(4200));
    const end = next((listener) => leg.events.on('ended', listener));
    if (password === 'wrong') {
      t.match(await end, [{ by: 'remote-reject', status: 401 }]);
      return;
    }
    const answered = next((listener) => leg.events.on('answered', listener));
    const how = await Promise.race([answered.then(() => 'answered'), end.then(() => 'ended')]);
    t.equal(how, 'answered');
    t.equal(provider.legs[0]?.source.user, 'bridge');
    leg.hangUp({ q850: 16, text: 'done' });
    await end;
  });
}
