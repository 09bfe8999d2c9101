import t, { type Test } from 'tap';
import { LoadGenerator } from '../../../scripts/bench/children.js';
import { BridgeProcess, type Organizer } from '../../support/bridge-process.js';
import { runSipp } from '../../support/sipp.js';

// Below the ports that the system gives out, and apart from those of other tests.
const rtpPorts = '22000-23999';

// Timer J alone is 32 s (RFC 3261 §17.2.2).

let bridge: BridgeProcess;
let organizer: Organizer;
let freePairs: number;

t.before(async () => {
  bridge = await BridgeProcess.start({ PARTYLINE_RTP_PORTS: rtpPorts });
  organizer = await bridge.addOrganizer('participantsMayStart=true', 'entryTones=false');
  freePairs = await bridge.metric('rtp_ports_free');
});
t.teardown(() => bridge.stop());

/** Nothing of any call is left: not a leg, a member, a conference or an open row. */
async function nothingIsLeft(t: Test, legs: number): Promise<void> {
  for (const gauge of ['calls', 'members', 'conferences', 'sip_legs', 'media_endpoints']) {
    await bridge.untilMetric(gauge, (value) => value === 0);
  }
  await bridge.untilMetric('history_queued', (queued) => queued === 0);
  t.same(bridge.query('select count(*) as n from call_legs'), [{ n: legs }]);
  t.same(bridge.query('select id from call_legs where ended_at is null'), []);
  t.same(bridge.query('select id from conferences where ended_at is null'), []);
  t.equal(await bridge.metric('history_lost_total'), 0);
  t.notMatch(bridge.log, /"level":(40|50|60)/, 'nothing to complain of');
}

t.test('1,000 calls at 100 calls a second into one room all succeed', async (t) => {
  const result = await runSipp({
    scenario: 'uac-basic',
    remotePort: bridge.sipPort,
    service: organizer.room,
    calls: 1000,
    rate: 100,
    timeoutMs: 60_000,
  });
  t.match(result, { exitCode: 0, successful: 1000, failed: 0, errors: '' }, result.errors);
  t.comment(`${result.retransmissions} retransmissions`);
  t.ok(result.retransmissions <= 10, 'no storm of retransmissions');
  await nothingIsLeft(t, 1000);
});

t.test('500 members of one room leave at once', async (t) => {
  const load = new LoadGenerator();
  t.teardown(() => load.stop());
  await load.ask({ ask: 'open', members: 500, talkers: 3 });
  const { sipPort } = bridge;
  const rooms = [{ number: organizer.room, pin: organizer.pin }];
  const dialled = await load.ask({ ask: 'dial', sipPort, rooms, rate: 100 });
  t.match(dialled, { calls: 500, failed: 0 });
  t.comment(JSON.stringify(dialled));
  await bridge.untilMetric('members', (members) => members === 500);
  const left = await load.ask({ ask: 'hang-up' });
  t.match(left, { calls: 500, failed: 0 });
  const closedMs = await bridge.untilMetric('calls', (calls) => calls === 0);
  const writtenMs = await bridge.untilMetric('history_queued', (queued) => queued === 0);
  const [last, closed, written] = [left.lastMs, closedMs, writtenMs].map(Math.round);
  t.comment(
    `last BYE answered after ${last} ms, closed ${closed} ms later, written ${written} more`,
  );
  await nothingIsLeft(t, 1500);
});

t.test('in the end every port is free again, and every transaction forgotten', async (t) => {
  await bridge.untilMetric('rtp_ports_free', (pairs) => pairs === freePairs);
  await bridge.untilMetric('sip_transactions', (count) => count === 0);
  t.equal(await bridge.metric('signalling_events_total', '"internal-errors"'), 0);
});
