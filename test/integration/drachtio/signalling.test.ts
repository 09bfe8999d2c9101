import t, { type Test } from 'tap';
import type { Clock } from '../../../bridge/ports/clock.js';
import { createDrachtioSignalling } from '../../../bridge/drachtio/signalling.js';
import { silentLogger } from '../../../bridge/kernel/logger.js';
import type { InboundLeg, LegEnd, Signalling } from '../../../bridge/ports/signalling.js';
import { createSystemClock } from '../../../bridge/system/clock.js';
import { createSystemRandom } from '../../../bridge/system/random.js';
import { next } from '../../contract/media-server/fixture.js';
import { answerSdp, offerSdp } from '../../contract/signalling/line.js';
import { FakeClock } from '../../support/fake-clock.js';
import { ScriptedDrachtio } from '../../support/scripted-drachtio.js';

interface Bench {
  readonly peer: ScriptedDrachtio;
  readonly signalling: Signalling;
  readonly calls: InboundLeg[];
}

interface BenchOptions {
  readonly secret?: string;
  readonly start?: boolean;
  readonly clock?: Clock;
}

async function bench(t: Test, options: BenchOptions = {}): Promise<Bench> {
  const peer = await ScriptedDrachtio.start();
  const calls: InboundLeg[] = [];
  const signalling = createDrachtioSignalling({
    drachtio: {
      host: '127.0.0.1',
      port: peer.port,
      secret: options.secret ?? 'cymru',
      tls: null,
      listen: null,
    },
    clock: options.clock ?? createSystemClock(),
    random: createSystemRandom(),
    logger: silentLogger,
    trunks: [{ name: 'carrier', addresses: ['127.0.0.1'] }],
  });
  t.teardown(async () => {
    await signalling.close();
    await peer.close();
  });
  if (options.start !== false) {
    const addresses = await signalling.start((leg) => calls.push(leg));
    t.same(addresses, [
      { transport: 'tcp', host: '127.0.0.1', port: 5070 },
      { transport: 'udp', host: '127.0.0.1', port: 5070 },
    ]);
  }
  return { peer, signalling, calls };
}

/** A call that is up. */
async function up({ peer, calls }: Bench): Promise<InboundLeg> {
  peer.receive('INVITE', offerSdp(4000));
  while (calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
  const leg = calls[0]!;
  const answered = leg.answer(answerSdp(4100));
  await peer.until('SIP/2.0 200');
  peer.receive('ACK');
  await answered;
  return leg;
}

const endOf = async (leg: InboundLeg): Promise<LegEnd> =>
  (await next<[LegEnd]>((listener) => leg.events.on('ended', listener)))[0];

t.test('a call is taken by the rules of its trunk, keyed into by INFO, and ended', async (t) => {
  const here = await bench(t);
  const leg = await up(here);
  t.match(leg.parties, { callerNumber: '+3225550100', dialledNumber: '4711' });
  t.match(leg.source, { trunk: 'carrier', address: '127.0.0.1', port: 40240 });
  t.equal(leg.source.localAddress, '127.0.0.1');
  const press = next((listener) => leg.events.on('key', listener));
  const type = 'Content-Type: application/dtmf-relay\r\n';
  here.peer.receive('INFO', 'Signal=5\r\nDuration=160\r\n', type);
  t.same(await press, ['5', 160]);
  const end = endOf(leg);
  here.peer.receive('BYE', '', 'Reason: Q.850;cause=16;text="goodbye"\r\n');
  t.match(await end, { by: 'remote-bye', status: 16, text: 'goodbye' });
  t.equal(here.signalling.status().legs, 0);
});

t.test('a far end that would send us elsewhere (REFER) hears that we do not go', async (t) => {
  const here = await bench(t);
  const leg = await up(here);
  const off = leg.events.on('ended', () => t.fail('the call goes on'));
  const from = here.peer.sent.length;
  here.peer.receive('REFER', '', 'Refer-To: <sip:900@expensive.example>\r\n');
  const refusal = await here.peer.until('SIP/2.0 405', from);
  t.match(refusal.text, /^allow: INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, PRACK\r$/im);
  off();
});

t.test('the answer to a call of ours may come with the word that it is out', async (t) => {
  const { peer, signalling } = await bench(t);
  const body = answerSdp(5200);
  const length = Buffer.byteLength(body);
  peer.answer = `SIP/2.0 200 OK\r\nContact: <sip:bridge@127.0.0.1:40240>\r\nContent-Type: application/sdp\r\nContent-Length: ${length}\r\n\r\n${body}`;
  const leg = signalling.call({ uri: 'sip:200@127.0.0.1:40240' }, offerSdp(4200));
  const [sdp] = await next<[string]>((listener) => leg.events.on('answered', listener));
  t.equal(sdp, body);
  t.match((await peer.until('ACK ')).line, 'ACK ');
});

t.test('drachtio ends a call by itself where no ACK or no refresh comes', async (t) => {
  const here = await bench(t);
  const leg = await up(here);
  const end = endOf(leg);
  here.peer.endDialog('Session timer expired');
  t.match(await end, { by: 'session-timer' });
});

t.test('calls outlive the connection to drachtio', async (t) => {
  const here = await bench(t);
  const leg = await up(here);
  const off = leg.events.on('ended', () => t.fail('the call goes on'));
  const from = here.peer.sent.length;
  here.peer.cut();
  here.peer.answer = 'SIP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n';
  await here.peer.until('OPTIONS ', from);
  t.equal(here.peer.connections, 2);
  t.equal(here.signalling.status().legs, 1);
  off();
});

t.test('calls that drachtio lost in a restart end', async (t) => {
  const here = await bench(t);
  const leg = await up(here);
  const end = endOf(leg);
  await here.peer.close();
  here.peer.knowsDialogs = false;
  await here.peer.listen();
  t.match(await end, { by: 'transport', text: 'drachtio-server lost the call' });
});

t.test('a call that rings ends with the connection', async (t) => {
  const here = await bench(t);
  here.peer.receive('INVITE', offerSdp(4000));
  while (here.calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
  const end = endOf(here.calls[0]!);
  here.peer.cut();
  t.match(await end, { by: 'transport' });
  await t.rejects(here.calls[0]!.answer(answerSdp(4100)), { code: 'call-gone' });
});

t.test('a wrong secret is told as what it is', async (t) => {
  const { signalling } = await bench(t, { secret: 'wrong', start: false });
  await t.rejects(
    signalling.start(() => undefined),
    {
      code: 'bad-config',
      message: /refused the secret/,
    },
  );
});

t.test('frames that make no sense cost the connection, and no call', async (t) => {
  const here = await bench(t);
  const leg = await up(here);
  const from = here.peer.sent.length;
  here.peer.answer = 'SIP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n';
  for (const text of ['x|response|unknown|OK', 'x']) {
    here.peer.sendRaw(`${Buffer.byteLength(text)}#${text}`);
  }
  await here.peer.until('OPTIONS ', from);
  t.equal(here.peer.connections, 2);
  const end = endOf(leg);
  here.peer.receive('BYE');
  t.match(await end, { by: 'remote-bye' });
});

t.test('a drachtio that hangs is left, and connected to anew', async (t) => {
  const clock = new FakeClock();
  const here = await bench(t, { clock });
  const leg = await up(here);
  const off = leg.events.on('ended', () => t.fail('the call goes on'));
  here.peer.mute = true;
  // What it sent before counts for once.
  for (let turn = 0; turn < 3; turn++) await clock.settle(12_000);
  t.equal(here.signalling.status().counters['drachtio-lost'], 1);
  here.peer.mute = false;
  here.peer.answer = 'SIP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n';
  await clock.settle(1_000);
  await here.peer.until('OPTIONS ');
  t.ok(here.peer.connections >= 2);
  t.equal(here.signalling.status().legs, 1);
  off();
});

t.test('who hangs up after the connection was lost is missed by asking', async (t) => {
  const here = await bench(t);
  const leg = await up(here);
  const end = endOf(leg);
  const from = here.peer.sent.length;
  here.peer.cut();
  here.peer.answer = 'SIP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n';
  await here.peer.until('OPTIONS ', from);
  // drachtio tells nobody of the BYE.
  here.peer.knowsDialogs = false;
  t.match(await end, { by: 'transport', text: 'drachtio-server lost the call' });
});
