import t from 'tap';
import type { InboundLeg, LegEnd } from '../../bridge/ports/signalling.js';
import { answerAtOnce, fixedSdp, startAnsweringAgent } from '../support/answering-agent.js';
import { runSipp, type SippOptions } from '../support/sipp.js';

/** T1 of 50 ms, so that what 64*T1 decides is decided within seconds. */
const fastTimes = { t1Ms: 50, t2Ms: 400, t4Ms: 500 };

interface Scenario {
  readonly scenario: string;
  readonly title: string;
  readonly take?: (leg: InboundLeg) => void;
  readonly end: LegEnd['by'];
  readonly sipp?: Partial<SippOptions>;
}

const ring = (leg: InboundLeg): void => leg.progress();

const ringThenAnswer = (leg: InboundLeg): void => {
  leg.progress(fixedSdp);
  answerAtOnce(leg);
};

const answerThenHangUp = (leg: InboundLeg): void => {
  leg.answer(fixedSdp).then(
    () => leg.hangUp({ q850: 16, text: 'glare' }),
    () => undefined,
  );
};

/** SIPp takes a repeated message for one to be left out, but not with its own repetition off. */
const seesRepetitions = { args: ['-nr'] };

const scenarios: readonly Scenario[] = [
  { scenario: 'uac-basic', title: 'a basic call', end: 'remote-bye' },
  {
    scenario: 'uac-drop-one-200',
    title: 'a lost 200 is sent again',
    end: 'remote-bye',
    sipp: seesRepetitions,
  },
  {
    scenario: 'uac-lost-ack',
    title: 'a lost ACK brings the 200 again',
    end: 'remote-bye',
    sipp: seesRepetitions,
  },
  { scenario: 'uac-no-ack', title: 'without an ACK the call ends with BYE', end: 'no-ack' },
  { scenario: 'uac-cancel', title: 'CANCEL while it rings', take: ring, end: 'remote-cancel' },
  { scenario: 'uac-cancel-race', title: 'CANCEL after the 200', end: 'remote-bye' },
  { scenario: 'uac-reinvite-hold', title: 'hold and back by re-INVITE', end: 'remote-bye' },
  {
    scenario: 'uac-bye-glare',
    title: 'BYE from both ends',
    take: answerThenHangUp,
    end: 'local',
  },
  { scenario: 'uac-offerless', title: 'an offerless INVITE', end: 'remote-bye' },
  {
    scenario: 'uac-prack',
    title: 'reliable provisional responses',
    take: ringThenAnswer,
    end: 'remote-bye',
  },
  { scenario: 'uac-session-timer', title: 'a session timer', end: 'remote-bye' },
  { scenario: 'uac-info-digits', title: 'keys by INFO', end: 'remote-bye' },
];

for (const { scenario, title, take = answerAtOnce, end, sipp = {} } of scenarios) {
  t.test(`${scenario}: ${title}`, async (t) => {
    const agent = await startAnsweringAgent(
      (leg) => {
        leg.events.on('offer', (_offer, respond) => respond.accept(fixedSdp));
        take(leg);
      },
      { times: fastTimes },
    );
    t.teardown(() => agent.signalling.close());
    const calls = 3;
    const result = await runSipp({ scenario, remotePort: agent.port, calls, rate: 30, ...sipp });
    t.match(result, { exitCode: 0, successful: calls, failed: 0, errors: '' });
    await agent.ended(calls);
    t.same(
      agent.ends.map(({ by }) => by),
      Array.from({ length: calls }, () => end),
    );
  });
}

t.test('SIPp calls over TCP', async (t) => {
  const agent = await startAnsweringAgent(answerAtOnce, {
    listen: [{ transport: 'tcp', host: '127.0.0.1', port: 0 }],
  });
  t.teardown(() => agent.signalling.close());
  const result = await runSipp({
    scenario: 'uac-basic',
    transport: 'tcp',
    remotePort: agent.port,
    calls: 10,
    rate: 50,
  });
  t.match(result, { exitCode: 0, successful: 10, failed: 0, errors: '' });
});

t.test('200 calls at 100 a second: none fails and nothing is sent twice', async (t) => {
  const agent = await startAnsweringAgent();
  t.teardown(() => agent.signalling.close());
  const result = await runSipp({
    scenario: 'sn:uac',
    remotePort: agent.port,
    calls: 200,
    rate: 100,
  });
  t.match(result, { exitCode: 0, successful: 200, failed: 0, retransmissions: 0 });
  await agent.ended(200);
  t.equal(agent.signalling.status().legs, 0);
});
