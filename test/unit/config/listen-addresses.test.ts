import t from 'tap';
import { isPrivateAddress, listenAddresses } from '../../../config/listen-addresses.js';

const interfaces = {
  lo: [{ address: '127.0.0.1' }, { address: '::1' }],
  eth0: [{ address: '203.0.113.5' }, { address: '2001:db8::5' }, { address: 'fe80::5' }],
  eth1: [{ address: 'fd00::7' }, { address: '192.168.1.7' }],
};

t.test('private means loopback and the private addresses the machine has', (t) => {
  t.same(listenAddresses('private', interfaces), ['127.0.0.1', '::1', '192.168.1.7', 'fd00::7']);
  t.same(listenAddresses('private', {}), ['127.0.0.1']);
  t.end();
});

t.test('all means both wildcards, where there is IPv6', (t) => {
  t.same(listenAddresses('all', interfaces), ['0.0.0.0', '::']);
  t.same(listenAddresses('all', { lo: [{ address: '127.0.0.1' }] }), ['0.0.0.0']);
  t.same(listenAddresses('203.0.113.5', interfaces), ['203.0.113.5']);
  t.end();
});

t.test('the edges of the private networks', (t) => {
  for (const address of [
    '10.0.0.0',
    '10.255.255.255',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.0.1',
    '127.1.2.3',
    '::1',
    'fdff::1',
    '::ffff:10.1.2.3',
  ]) {
    t.ok(isPrivateAddress(address), address);
  }
  for (const address of [
    '9.255.255.255',
    '11.0.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '192.169.0.0',
    '0.0.0.0',
    '8.8.8.8',
    '2001:db8::1',
    'fe80::1',
    '::ffff:8.8.8.8',
    'localhost',
    '',
  ]) {
    t.notOk(isPrivateAddress(address), address);
  }
  t.end();
});
