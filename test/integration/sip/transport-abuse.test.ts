import { once } from 'node:events';
import t from 'tap';
import { serialize } from '../../../bridge/sip/message/serialize.js';
import {
  listenOn,
  options,
  tcpPhone,
  TransportEnd,
  udpPhone,
} from '../../support/sip-transports.js';

const rate = { perSecond: 1, burst: 5, maxSources: 10 };

t.test('a malformed datagram is answered with 400 where it came from', async (t) => {
  const server = await TransportEnd.open([listenOn('udp')]);
  const phone = await udpPhone();
  const bad = serialize(options())
    .toString()
    .replace(/CSeq: .*/, 'CSeq: x');
  phone.send(bad, server.peer());
  const answer = await phone.next();
  t.match(answer, /^SIP\/2\.0 400 Missing or malformed CSeq\r\n/);
  t.match(answer, new RegExp(`;rport=${phone.port};`));
  t.match(answer, /\r\nTo: .*;tag=[0-9a-f]{16}\r\n/);
  phone.send('rubbish', server.peer());
  phone.send(bad.replace(/OPTIONS/g, 'ACK'), server.peer());
  phone.send('\r\n\r\n', server.peer());
  phone.send(serialize(options()), server.peer());
  await server.next();
  t.match(server.layer.counters, { malformed: 3, 'malformed-answered': 1, keepalives: 1 });
  await Promise.all([server.layer.close(), phone.close()]);
});

t.test(
  'a flood from one source is dropped and counted, other sources are unaffected',
  async (t) => {
    const server = await TransportEnd.open([listenOn('udp')], {
      limits: { rate },
      exempt: (address) => address === '127.0.0.3',
    });
    const [flood, other, trunk] = await Promise.all([
      udpPhone('127.0.0.1'),
      udpPhone('127.0.0.2'),
      udpPhone('127.0.0.3'),
    ]);
    for (let n = 0; n < 50; n++) flood.send(serialize(options()), server.peer());
    await server.until(() => server.arrivals.length === 5);
    other.send(serialize(options()), server.peer());
    await server.until(() => server.arrivals.length === 6);
    t.equal(server.layer.counters['rate-limited'], 45);
    t.equal(server.arrivals[5]?.from.address, '127.0.0.2');
    for (let n = 0; n < 20; n++) trunk.send(serialize(options()), server.peer());
    await server.until(() => server.arrivals.length === 26);
    t.equal(server.layer.counters['rate-limited'], 45);
    await Promise.all([server.layer.close(), flood.close(), other.close(), trunk.close()]);
  },
);

t.test('a message in fragments, and two in one segment, arrive whole', async (t) => {
  const server = await TransportEnd.open([listenOn('tcp')]);
  const { socket } = await tcpPhone(server.peer('tcp'));
  socket.setNoDelay(true);
  const first = serialize(options('one'));
  for (let at = 0; at < first.length; at += 40) {
    socket.write(first.subarray(at, at + 40));
    await new Promise((resolve) => setImmediate(resolve));
  }
  t.equal((await server.next()).message.body.toString(), 'one');
  socket.write(Buffer.concat([serialize(options('two')), serialize(options('three'))]));
  t.equal((await server.next()).message.body.toString(), 'two');
  t.equal((await server.next()).message.body.toString(), 'three');
  await server.layer.close();
});

t.test('RFC 5626 §3.5.1: a ping is answered with a pong', async (t) => {
  const server = await TransportEnd.open([listenOn('tcp')]);
  const phone = await tcpPhone(server.peer('tcp'));
  phone.socket.write('\r\n\r\n');
  t.equal(await phone.read(/\n/), '\r\n');
  t.equal(server.layer.counters.keepalives, 1);
  await server.layer.close();
});

t.test('what cannot be framed is answered and the connection closed', async (t) => {
  const server = await TransportEnd.open([listenOn('tcp')]);
  const text = serialize(options()).toString();
  for (const [bad, status] of [
    [text.replace(/Content-Length.*\r\n/, ''), '400 Missing Content-Length'],
    [text.replace(/Content-Length.*/, 'Content-Length: 1000000'), '513 Message Too Large'],
    [text.replace('Max-Forwards', `X: ${'y'.repeat(70_000)}`), '513 Message Too Large'],
  ] as const) {
    const phone = await tcpPhone(server.peer('tcp'));
    const closed = once(phone.socket, 'close');
    phone.socket.write(bad);
    t.match(await phone.read(/\r\n\r\n/), new RegExp(`^SIP/2.0 ${status}`));
    await closed;
  }
  await server.layer.close();
  t.equal(server.layer.counters['malformed-answered'], 3);
});

t.test('a message begun and never finished costs its connection', async (t) => {
  const server = await TransportEnd.open([listenOn('tcp')], { limits: { partialTimeoutMs: 100 } });
  const phone = await tcpPhone(server.peer('tcp'));
  phone.socket.write(Buffer.concat([serialize(options()), Buffer.from('INVITE sip:')]));
  await server.next();
  const closed = once(phone.socket, 'close');
  server.clock.advance(101);
  await closed;
  await server.until(() => server.failures.length === 1);
  t.match(server.failures[0]?.error.message, /not finished/);
  await server.layer.close();
});

t.test('connections past the limit are refused', async (t) => {
  const server = await TransportEnd.open([listenOn('tcp')], { limits: { maxConnections: 1 } });
  const client = await TransportEnd.open([]);
  await client.layer.sendRequest(options(), server.peer('tcp'));
  await server.next();
  const second = await tcpPhone(server.peer('tcp'));
  if (!second.socket.destroyed) await once(second.socket, 'close');
  t.equal(server.layer.counters['connections-refused'], 1);
  await Promise.all([server.layer.close(), client.layer.close()]);
});

t.test('a handler that throws takes nothing with it', async (t) => {
  const server = await TransportEnd.open([listenOn('udp')]);
  const phone = await udpPhone();
  const keep = server.message.bind(server);
  server.message = () => {
    throw new Error('broken handler');
  };
  phone.send(serialize(options()), server.peer());
  phone.send('\r\n', server.peer());
  const bad = serialize(options())
    .toString()
    .replace(/CSeq: .*/, 'CSeq: x');
  phone.send(bad, server.peer());
  await phone.next();
  server.message = keep;
  t.equal(server.layer.counters['handler-errors'], 1);
  await Promise.all([server.layer.close(), phone.close()]);
});
