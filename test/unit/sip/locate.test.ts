import t from 'tap';
import { locate, type Resolver } from '../../../bridge/sip/locate.js';
import { parseUri } from '../../../bridge/sip/message/uri.js';
import { destinationFor } from '../../../bridge/sip/user-agent/destination.js';

const names: Readonly<Record<string, readonly string[]>> = {
  'sip.example': ['192.0.2.1', '2001:db8::1'],
  'a.example': ['192.0.2.10'],
  'b.example': ['192.0.2.20'],
};

const resolver: Resolver = {
  addresses: (host) =>
    names[host] === undefined ? Promise.reject(new Error(host)) : Promise.resolve(names[host]),
  services: (name) =>
    name === '_sip._tcp.carrier.example'
      ? Promise.resolve([
          { name: 'b.example', port: 5070, priority: 20, weight: 0 },
          { name: 'a.example', port: 5080, priority: 10, weight: 5 },
        ])
      : Promise.reject(new Error(name)),
};

t.test('a server is found as RFC 3263 says', async (t) => {
  const cases: [string, string[]][] = [
    ['sip:1@192.0.2.7', ['udp 192.0.2.7 5060']],
    ['sip:1@192.0.2.7:5099;transport=tcp', ['tcp 192.0.2.7 5099']],
    ['sips:1@[2001:db8::7]', ['tls 2001:db8::7 5061']],
    ['sip:1@sip.example:5090', ['udp 192.0.2.1 5090', 'udp 2001:db8::1 5090']],
    ['sip:1@sip.example', ['udp 192.0.2.1 5060', 'udp 2001:db8::1 5060']],
    ['sip:1@carrier.example;transport=tcp', ['tcp 192.0.2.10 5080', 'tcp 192.0.2.20 5070']],
    ['sip:1@sip.example;maddr=192.0.2.9', ['udp 192.0.2.9 5060']],
    ['sip:1@nowhere.example', []],
  ];
  for (const [uri, expected] of cases) {
    const peers = await locate(parseUri(uri)!, resolver);
    t.same(
      peers.map(({ transport, address, port }) => `${transport} ${address} ${port}`),
      expected,
      uri,
    );
  }
});

t.test('a phone behind a NAT is reached where it came from, a stream by its connection', (t) => {
  const last = {
    transport: 'udp',
    address: '203.0.113.5',
    port: 40000,
    connectionId: null,
  } as const;
  const contact = parseUri('sip:phone@192.168.1.20:5062')!;
  t.same(destinationFor(contact, last, false), last);
  t.match(destinationFor(contact, last, true), { address: '192.168.1.20' });
  const near = { ...last, address: '192.168.1.1' };
  t.match(destinationFor(contact, near, false), { address: '192.168.1.20', port: 5062 });
  const stream = { ...last, transport: 'tcp', connectionId: 'c1' } as const;
  t.same(destinationFor(contact, stream, true), stream);
  t.equal(destinationFor(parseUri('sip:phone@host.example')!, last, false), null);
  t.end();
});
