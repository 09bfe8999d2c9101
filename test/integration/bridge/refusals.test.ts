import t, { type Test } from 'tap';
import { BridgeProcess } from '../../support/bridge-process.js';
import { DialledPhone } from '../../support/dialled-phone.js';
import { Refused, SipCaller, type SipCallerOptions } from '../../support/sip-caller.js';
import { SipText } from '../../support/sip-text.js';
import { authorization } from '../../support/digest-answer.js';

async function started(t: Test, config = '', environment = {}): Promise<BridgeProcess> {
  const bridge = await BridgeProcess.start(environment, config);
  t.teardown(() => bridge.stop());
  return bridge;
}

async function caller(
  t: Test,
  bridge: BridgeProcess,
  options: Omit<SipCallerOptions, 'port'> = {},
): Promise<SipCaller> {
  const opened = await SipCaller.open({ ...options, port: bridge.sipPort });
  t.teardown(() => opened.close());
  return opened;
}

const offer = (format = '0', rtpmap = 'PCMU/8000'): string =>
  [
    ...['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 'c=IN IP4 127.0.0.1', 't=0 0'],
    ...[`m=audio 40000 RTP/AVP ${format}`, `a=rtpmap:${format} ${rtpmap}`, ''],
  ].join('\r\n');

async function refusal(call: Promise<unknown>): Promise<SipText> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Refused) return error.reply;
    throw error;
  }
  throw new Error('it was answered');
}

const counted = (bridge: BridgeProcess, kind: string): Promise<number> =>
  bridge.metric('signalling_events_total', `"${kind}"`);

t.test('a stranger gets 403 where strangers are rejected', async (t) => {
  const bridge = await started(t, 'sip: { unknownCallers: reject }');
  const stranger = await caller(t, bridge);
  t.equal((await refusal(stranger.invite('1234', offer()))).status, 403);
  t.equal(await counted(bridge, 'unknown-trunk'), 1);
});

t.test('a stranger gets no answer where strangers are dropped; a trunk is served', async (t) => {
  const trunk = '{ name: carrier, addresses: [127.0.0.7] }';
  const bridge = await started(t, `sip: { unknownCallers: drop, trunks: [${trunk}] }`);
  const stranger = await caller(t, bridge);
  let answers = 0;
  const count = (): number => ++answers;
  stranger.exchange(stranger.request({ method: 'INVITE', body: offer() })).then(count, count);
  const carrier = await caller(t, bridge, { localHost: '127.0.0.7' });
  const call = await carrier.invite('1234', offer());
  await call.hangUp();
  t.ok((await counted(bridge, 'unknown-trunk')) > 0);
  t.equal(answers, 0);
});

t.test('a user is asked for a password, and let in with it', async (t) => {
  const user = '{ name: ada, password: correct-horse }';
  const both = 'digestAlgorithms: [SHA-256, MD5]';
  const bridge = await started(t, `sip: { unknownCallers: challenge, users: [${user}], ${both} }`);
  const stranger = await caller(t, bridge);
  const challenge = await refusal(stranger.invite('1234', offer()));
  t.equal(challenge.status, 401);
  t.match(challenge.header('WWW-Authenticate'), /^Digest .*nonce=/);
  let count = 0;
  for (const algorithm of ['MD5', 'SHA-256'] as const) {
    const uri = 'sip:1234@127.0.0.1';
    const answer = { challenge, algorithm, user: 'ada', uri, count: ++count };
    const wrong = authorization({ ...answer, password: 'battery-staple' });
    t.equal(
      (await refusal(stranger.invite('1234', offer(), { headers: [wrong] }))).status,
      401,
      algorithm,
    );
    const right = authorization({ ...answer, password: 'correct-horse' });
    const call = await stranger.invite('1234', offer(), { headers: [right] });
    t.equal((await call.hangUp()).status, 200, algorithm);
  }
  await bridge.untilMetric('calls', (calls) => calls === 0);
  t.notMatch(bridge.log, /correct-horse|battery-staple/);
});

t.test('a flood from one source is limited, and others are served meanwhile', async (t) => {
  const bridge = await started(t, 'sip: { rateLimit: { messagesPerSecond: 20, burst: 40 } }');
  const flood = await caller(t, bridge, { localHost: '127.0.0.5' });
  const other = await caller(t, bridge);
  const flooding = setInterval(() => {
    for (let i = 0; i < 20; i++) flood.send(flood.request({ method: 'OPTIONS' }).text);
  }, 5);
  t.teardown(() => clearInterval(flooding));
  await bridge.untilMetric('signalling_events_total', (count) => count > 500);
  const call = await other.invite('1234', offer());
  t.equal((await call.hangUp()).status, 200);
  t.equal(other.retransmissions, 0, 'nothing of the other caller was lost');
  t.ok((await counted(bridge, 'rate-limited')) > 300);
  t.equal((await bridge.get('/healthz')).status, 200);
});

t.test('what is not SIP is answered 400 where it can be, else dropped and counted', async (t) => {
  const bridge = await started(t);
  const phone = await caller(t, bridge);
  const broken = (header: RegExp, replacement: string): Promise<SipText> => {
    const { text } = phone.request({ method: 'INVITE', body: offer() });
    return phone.exchange(new SipText(text.replace(header, replacement)));
  };
  t.equal((await broken(/^CSeq: .*$/m, 'CSeq: one INVITE')).status, 400);
  t.equal((await broken(/^From: .*$/m, 'From: <<>>')).status, 400);
  t.equal((await broken(/^To: .*$/m, 'X: y')).status, 400);
  const before = await counted(bridge, 'malformed');
  const junk = ['hello', '\0'.repeat(200), 'INVITE\r\n\r\n', 'x'.repeat(60_000)];
  for (const datagram of junk) phone.send(datagram);
  const call = await phone.invite('1234', offer());
  await call.hangUp();
  t.equal(await counted(bridge, 'malformed'), before + junk.length);
  t.notMatch(bridge.log, /"level":(50|"error")/, 'nothing of it is a fault of ours');
});

t.test('an offer with no codec of ours gets 488 that says so', async (t) => {
  const bridge = await started(t);
  const phone = await caller(t, bridge);
  const reply = await refusal(phone.invite('1234', offer('18', 'G729/8000')));
  t.equal(reply.status, 488);
  t.match(reply.header('Warning'), /^305 \S+ ".*G729\/8000.*"$/);
  const nonsense = await refusal(phone.invite('1234', 'v=0\r\nm=audio nonsense\r\n'));
  t.ok([400, 488].includes(nonsense.status), nonsense.startLine);
  await bridge.untilMetric('calls', (calls) => calls === 0);
  await bridge.untilMetric('history_queued', (queued) => queued === 0);
  t.same(bridge.query('select end_reason from call_legs'), [
    { end_reason: 'rejected' },
    { end_reason: 'rejected' },
  ]);
});

t.test('when all RTP ports are used a call gets 503, and a later one is taken', async (t) => {
  const bridge = await started(t, '', { PARTYLINE_RTP_PORTS: '32700-32703' });
  const phone = await caller(t, bridge);
  const calls = [await phone.invite('1', offer()), await phone.invite('2', offer())];
  t.equal((await bridge.get('/healthz')).status, 503);
  const reply = await refusal(phone.invite('3', offer()));
  t.equal(reply.status, 503);
  t.match(reply.header('Retry-After'), /^\d+$/);
  for (const call of calls) await call.hangUp();
  await bridge.untilMetric('rtp_ports_free', (free) => free > 0);
  const later = await phone.invite('4', offer());
  await later.hangUp();
});

t.test('a caller above the capacity of a room is told so; an organizer gets in', async (t) => {
  const bridge = await started(t);
  const { room, pin } = await bridge.addOrganizer('participantsMayStart=true', 'capacity=3');
  const members = [await DialledPhone.join(bridge, room), await DialledPhone.join(bridge, room)];
  const late = await DialledPhone.dial(bridge, room);
  late.rtp.press('#');
  const bye = await late.call.ended;
  t.match(bye.header('Reason'), /cause=17/);
  const organizer = await DialledPhone.dial(bridge, room);
  await organizer.key(`*${pin}#`);
  await bridge.untilMetric('members', (count) => count === 3);
  for (const phone of [...members, organizer]) await phone.hangUp();
  await late.close();
  await bridge.untilMetric('calls', (calls) => calls === 0);
  await bridge.untilMetric('history_queued', (queued) => queued === 0);
  const full = "select count(*) as legs from call_legs where end_reason = 'conference-full'";
  t.same(bridge.query(full), [{ legs: 1 }]);
});
