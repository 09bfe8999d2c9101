import t from 'tap';
import { HeaderFields } from '../../../../bridge/sip/message/headers.js';
import { parseVia } from '../../../../bridge/sip/message/via.js';
import type { Peer } from '../../../../bridge/sip/transport/types.js';
import { responseTarget, stampReceived } from '../../../../bridge/sip/transport/via-routing.js';

function stamped(via: string, address = '192.0.2.1', port = 1111): string {
  const headers = HeaderFields.from([
    ['Via', `${via}, SIP/2.0/UDP next`],
    ['Via', 'SIP/2.0/UDP last'],
  ]);
  stampReceived(headers, parseVia(via)!, address, port);
  t.same(headers.all('Via').slice(1), ['SIP/2.0/UDP next', 'SIP/2.0/UDP last']);
  return headers.all('Via')[0]!;
}

t.test('received is added where sent-by is not where the request came from', (t) => {
  t.equal(stamped('SIP/2.0/UDP 192.0.2.1;branch=1'), 'SIP/2.0/UDP 192.0.2.1;branch=1');
  t.equal(stamped('SIP/2.0/UDP 10.0.0.1'), 'SIP/2.0/UDP 10.0.0.1;received=192.0.2.1');
  t.equal(stamped('SIP/2.0/UDP phone'), 'SIP/2.0/UDP phone;received=192.0.2.1');
  t.equal(stamped('SIP/2.0/TCP [2001:DB8:0::1]', '2001:db8::1'), 'SIP/2.0/TCP [2001:db8:0::1]');
  t.equal(
    stamped('SIP/2.0/TCP [::2]:5070', '2001:db8::1'),
    'SIP/2.0/TCP [::2]:5070;received=2001:db8::1',
  );
  t.end();
});

t.test('RFC 3581 §4: rport is filled, and received with it', (t) => {
  t.equal(
    stamped('SIP/2.0/UDP 192.0.2.1:5060;rport;branch=1'),
    'SIP/2.0/UDP 192.0.2.1:5060;rport=1111;branch=1;received=192.0.2.1',
  );
  t.end();
});

t.test('what the sender filled in itself is not believed', (t) => {
  t.equal(stamped('SIP/2.0/UDP 192.0.2.1;received=1.2.3.4'), 'SIP/2.0/UDP 192.0.2.1');
  t.equal(stamped('SIP/2.0/UDP h;rport=99;received=1.2.3.4'), 'SIP/2.0/UDP h;received=192.0.2.1');
  t.end();
});

t.test('RFC 3261 §18.2.2: where a response goes', (t) => {
  const udp: Peer = { transport: 'udp', address: '192.0.2.1', port: 1111, connectionId: null };
  const tls: Peer = { ...udp, transport: 'tls' };
  const to = (via: string, peer = udp) => responseTarget(parseVia(via)!, peer);
  t.same(to('SIP/2.0/UDP 10.0.0.1:5070;rport=9;received=192.0.2.9'), {
    address: '192.0.2.9',
    port: 9,
  });
  t.same(to('SIP/2.0/UDP 10.0.0.1:5070'), { address: '10.0.0.1', port: 5070 });
  t.same(to('SIP/2.0/UDP phone'), { address: '192.0.2.1', port: 5060 });
  t.same(to('SIP/2.0/UDP h;received=[::1]'), { address: '::1', port: 5060 });
  t.same(to('SIP/2.0/TLS h;rport=9;received=::1', tls), { address: '::1', port: 5061 });
  t.same(to('SIP/2.0/UDP 10.0.0.1;maddr=239.0.0.1'), { address: '10.0.0.1', port: 5060 });
  t.end();
});
