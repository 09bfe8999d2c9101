import t from 'tap';
import { welcome } from '../../../bridge/wiring/welcome.js';

const addresses = [
  { transport: 'udp', host: '127.0.0.1', port: 5060 },
  { transport: 'tcp', host: '127.0.0.1', port: 5060 },
  { transport: 'udp', host: '::1', port: 5060 },
] as const;

t.test('it says where to dial, once for each address, and what to open', (t) => {
  t.same(welcome(addresses, ['http://127.0.0.1:8080/'], null), [
    'Partyline takes calls.',
    '  Dial           sip:127.0.0.1:5060 (udp, tcp)',
    '                 sip:[::1]:5060 (udp)',
    '  Open           http://127.0.0.1:8080/',
  ]);
  t.end();
});

t.test('a new demo room is shown with its PIN, its password and the address that calls it', (t) => {
  const demo = {
    name: 'Demo',
    email: 'demo@example.com',
    room: '700100',
    pin: '2468',
    password: 'k7mf',
  };
  const lines = welcome(addresses, [], demo);
  t.ok(lines.includes('  Room number    700100'));
  t.ok(lines.includes('  Organizer PIN  2468'));
  t.ok(lines.includes('  Sign in as     demo@example.com'));
  t.ok(lines.includes('  Password       k7mf'));
  t.ok(lines.includes('  Call           sip:700100@127.0.0.1:5060'));
  t.end();
});
