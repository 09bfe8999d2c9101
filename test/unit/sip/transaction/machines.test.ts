import t, { type Test } from 'tap';
import { inviteClient } from '../../../../bridge/sip/transaction/invite-client.js';
import { inviteServer } from '../../../../bridge/sip/transaction/invite-server.js';
import type {
  Action,
  ClientEvent,
  Machine,
  ServerEvent,
} from '../../../../bridge/sip/transaction/machine.js';
import { nonInviteClient } from '../../../../bridge/sip/transaction/non-invite-client.js';
import { nonInviteServer } from '../../../../bridge/sip/transaction/non-invite-server.js';
import { defaultBaseTimes, timingFor } from '../../../../bridge/sip/transaction/timing.js';

const udp = timingFor(defaultBaseTimes, false);
const tcp = timingFor(defaultBaseTimes, true);

const text = (action: Action): string => {
  if (action.do === 'start') return `start ${action.timer} ${action.afterMs}`;
  return action.do === 'stop' ? `stop ${action.timers.join('')}` : action.do;
};

/** One row: state and event, then the next state and what is done. */
type Row<Event> = readonly [state: string, event: Event, next: string, ...actions: string[]];

function check<Name extends string, Event>(
  t: Test,
  machine: Machine<Name, Event>,
  rows: readonly Row<Event>[],
  retransmitMs = 500,
): void {
  for (const [name, event, next, ...actions] of rows) {
    const step = machine({ name: name as Name, retransmitMs }, event);
    const row = `${name}, ${JSON.stringify(event)}`;
    t.equal(step.state.name, next, `${row} → ${next}`);
    t.same(step.actions.map(text), actions, `${row}: ${actions.join(', ') || 'nothing'}`);
  }
}

const response = (status: number): ClientEvent => ({ type: 'response', status });
const respond = (status: number): ServerEvent => ({ type: 'respond', status });
const timer = (name: 'A' | 'B' | 'D' | 'E' | 'F' | 'G' | 'H' | 'I' | 'J' | 'K' | 'L' | 'M') => ({
  type: 'timer' as const,
  timer: name,
});
const start: ClientEvent = { type: 'start' };
const broken = { type: 'transport-error' } as const;
const request: ServerEvent = { type: 'request' };
const ack: ServerEvent = { type: 'ack' };

t.test('INVITE client transaction over UDP (§17.1.1, RFC 6026 §7.2)', (t) => {
  check(t, inviteClient(udp), [
    ['calling', start, 'calling', 'send', 'start A 500', 'start B 32000'],
    ['calling', timer('A'), 'calling', 'send', 'start A 1000'],
    ['calling', timer('B'), 'terminated', 'stop A', 'report-timeout'],
    ['calling', broken, 'terminated', 'stop AB', 'report-transport-error'],
    ['calling', response(180), 'proceeding', 'stop AB', 'pass'],
    ['calling', response(200), 'accepted', 'stop AB', 'pass', 'start M 32000'],
    ['calling', response(486), 'completed', 'stop AB', 'send-ack', 'pass', 'start D 32000'],
    ['proceeding', response(183), 'proceeding', 'pass'],
    ['proceeding', response(200), 'accepted', 'stop AB', 'pass', 'start M 32000'],
    ['proceeding', response(302), 'completed', 'stop AB', 'send-ack', 'pass', 'start D 32000'],
    ['proceeding', timer('B'), 'proceeding'],
    ['proceeding', broken, 'terminated', 'report-transport-error'],
    ['completed', response(486), 'completed', 'send-ack'],
    ['completed', response(200), 'completed'],
    ['completed', response(180), 'completed'],
    ['completed', timer('D'), 'terminated'],
    ['completed', broken, 'terminated', 'stop D', 'report-transport-error'],
    ['accepted', response(200), 'accepted', 'pass'],
    ['accepted', response(486), 'accepted'],
    ['accepted', response(180), 'accepted'],
    ['accepted', timer('M'), 'terminated'],
    ['accepted', broken, 'accepted'],
    ['terminated', response(200), 'terminated'],
  ]);
  t.end();
});

t.test('INVITE client transaction over TCP starts no timer A and ends at once', (t) => {
  check(t, inviteClient(tcp), [
    ['calling', start, 'calling', 'send', 'start B 32000'],
    ['calling', response(486), 'terminated', 'stop AB', 'send-ack', 'pass'],
    ['calling', response(200), 'accepted', 'stop AB', 'pass', 'start M 32000'],
  ]);
  t.end();
});

t.test('timer A doubles without a ceiling; timers E and G stop at T2', (t) => {
  check(t, inviteClient(udp), [['calling', timer('A'), 'calling', 'send', 'start A 16000']], 8000);
  check(t, nonInviteClient(udp), [['trying', timer('E'), 'trying', 'send', 'start E 4000']], 4000);
  check(
    t,
    inviteServer(udp),
    [['completed', timer('G'), 'completed', 'send', 'start G 4000']],
    4000,
  );
  t.end();
});

t.test('non-INVITE client transaction (§17.1.2)', (t) => {
  check(t, nonInviteClient(udp), [
    ['trying', start, 'trying', 'send', 'start E 500', 'start F 32000'],
    ['trying', timer('E'), 'trying', 'send', 'start E 1000'],
    ['trying', timer('F'), 'terminated', 'stop E', 'report-timeout'],
    ['trying', broken, 'terminated', 'stop EF', 'report-transport-error'],
    ['trying', response(100), 'proceeding', 'pass'],
    ['trying', response(200), 'completed', 'stop EF', 'pass', 'start K 5000'],
    ['proceeding', timer('E'), 'proceeding', 'send', 'start E 4000'],
    ['proceeding', timer('F'), 'terminated', 'stop E', 'report-timeout'],
    ['proceeding', response(404), 'completed', 'stop EF', 'pass', 'start K 5000'],
    ['completed', response(200), 'completed'],
    ['completed', broken, 'completed'],
    ['completed', timer('K'), 'terminated'],
    ['terminated', response(200), 'terminated'],
  ]);
  check(t, nonInviteClient(tcp), [
    ['trying', start, 'trying', 'send', 'start F 32000'],
    ['trying', response(200), 'terminated', 'stop EF', 'pass'],
  ]);
  t.end();
});

t.test('INVITE server transaction (§17.2.1, RFC 6026 §7.1)', (t) => {
  check(t, inviteServer(udp), [
    ['proceeding', respond(100), 'proceeding', 'send'],
    ['proceeding', request, 'proceeding', 'send'],
    ['proceeding', respond(200), 'accepted', 'send', 'start L 32000'],
    ['proceeding', respond(486), 'completed', 'send', 'start G 500', 'start H 32000'],
    ['proceeding', broken, 'terminated', 'report-transport-error'],
    ['proceeding', ack, 'proceeding'],
    ['completed', request, 'completed', 'send'],
    ['completed', timer('G'), 'completed', 'send', 'start G 1000'],
    ['completed', timer('H'), 'terminated', 'stop G', 'report-timeout'],
    ['completed', ack, 'confirmed', 'stop GH', 'start I 5000'],
    ['completed', respond(200), 'completed'],
    ['completed', broken, 'terminated', 'stop GH', 'report-transport-error'],
    ['confirmed', ack, 'confirmed'],
    ['confirmed', request, 'confirmed'],
    ['confirmed', timer('I'), 'terminated'],
    ['accepted', request, 'accepted'],
    ['accepted', ack, 'accepted', 'pass'],
    ['accepted', respond(200), 'accepted', 'send'],
    ['accepted', respond(486), 'accepted'],
    ['accepted', timer('L'), 'terminated'],
    ['accepted', broken, 'accepted', 'report-transport-error'],
    ['terminated', request, 'terminated'],
  ]);
  check(t, inviteServer(tcp), [
    ['proceeding', respond(486), 'completed', 'send', 'start H 32000'],
    ['completed', ack, 'terminated', 'stop GH'],
  ]);
  t.end();
});

t.test('non-INVITE server transaction (§17.2.2)', (t) => {
  check(t, nonInviteServer(udp), [
    ['trying', request, 'trying'],
    ['trying', respond(100), 'proceeding', 'send'],
    ['trying', respond(200), 'completed', 'send', 'start J 32000'],
    ['trying', broken, 'terminated', 'report-transport-error'],
    ['proceeding', request, 'proceeding', 'send'],
    ['proceeding', respond(404), 'completed', 'send', 'start J 32000'],
    ['completed', request, 'completed', 'send'],
    ['completed', respond(200), 'completed'],
    ['completed', timer('J'), 'terminated'],
    ['completed', broken, 'terminated', 'stop J', 'report-transport-error'],
    ['terminated', request, 'terminated'],
  ]);
  check(t, nonInviteServer(tcp), [['trying', respond(200), 'terminated', 'send']]);
  t.end();
});
