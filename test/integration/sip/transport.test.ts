import { once } from 'node:events';
import t from 'tap';
import { createResponse } from '../../../bridge/sip/message/build.js';
import { serialize } from '../../../bridge/sip/message/serialize.js';
import type { TransportName } from '../../../bridge/ports/signalling.js';
import { listenOn, options, tcpPhone, TransportEnd } from '../../support/sip-transports.js';

for (const transport of ['udp', 'tcp', 'tls'] as const satisfies TransportName[]) {
  for (const host of ['127.0.0.1', '::1']) {
    t.test(
      `a request goes there and its response comes back by ${transport} on ${host}`,
      async (t) => {
        const server = await TransportEnd.open([listenOn(transport, host)]);
        const client = await TransportEnd.open([listenOn(transport, host)]);
        const request = options('body');
        await client.layer.sendRequest(request, server.peer(transport));
        const { message, from } = await server.next();
        if (message.kind !== 'request') throw new Error('not a request');
        t.equal(message.method, 'OPTIONS');
        t.equal(message.body.toString(), 'body');
        t.match(message.via, {
          transport: transport.toUpperCase(),
          host,
          port: client.peer(transport).port,
        });
        t.equal(message.via.params.get('rport'), String(from.port));
        t.equal(message.via.params.get('received'), host);
        t.equal(from.localAddress, host);
        t.equal(from.localPort, server.peer(transport).port);

        await server.layer.sendResponse(createResponse(message, 200, { toTag: 'x' }), from);
        const answer = await client.next();
        t.match(answer.message, { kind: 'response', status: 200, callId: request.callId });
        await Promise.all([server.layer.close(), client.layer.close()]);
        t.same([...server.clock.survivors(), ...client.clock.survivors()], []);
        t.equal(client.layer.counters['connections-opened'], transport === 'udp' ? 0 : 1);
      },
    );
  }
}

t.test('requests to one peer share a connection, also when sent at once', async (t) => {
  const server = await TransportEnd.open([listenOn('tcp')]);
  const client = await TransportEnd.open([]);
  const peer = server.peer('tcp');
  await Promise.all([1, 2, 3].map(() => client.layer.sendRequest(options(), peer)));
  await client.layer.sendRequest(options(), peer);
  await server.until(() => server.arrivals.length === 4);
  t.equal(new Set(server.arrivals.map(({ from }) => from.connectionId)).size, 1);
  t.equal(client.layer.counters['connections-opened'], 1);
  // And the server's own request goes back by it.
  await server.layer.sendRequest(options(), server.arrivals[0]!.from);
  await client.next();
  t.equal(server.layer.counters['connections-opened'], 1);
  await Promise.all([server.layer.close(), client.layer.close()]);
});

t.test('RFC 3261 §18.2.2: a response whose connection is gone goes by a new one', async (t) => {
  const server = await TransportEnd.open([listenOn('tcp')]);
  const second = await TransportEnd.open([listenOn('tcp')]);
  const phone = await tcpPhone(server.peer('tcp'));
  const request = options();
  request.headers.set('Via', `SIP/2.0/TCP 127.0.0.1:${second.peer('tcp').port};branch=z9hG4bKx`);
  phone.socket.write(serialize(request));
  const { message, from } = await server.next();
  if (message.kind !== 'request') throw new Error('not a request');
  phone.socket.resetAndDestroy();
  await server.until(() => server.failures.length === 1);
  t.equal(server.failures[0]?.peer.connectionId, from.connectionId);
  await server.layer.sendResponse(createResponse(message, 200), from);
  t.equal((await second.next()).message.kind, 'response');
  await Promise.all([server.layer.close(), second.layer.close()]);
});

t.test('a peer that does not listen makes the request fail', async (t) => {
  const server = await TransportEnd.open([listenOn('tcp')]);
  const peer = server.peer('tcp');
  await server.layer.close();
  const client = await TransportEnd.open([]);
  await t.rejects(client.layer.sendRequest(options(), peer), { code: 'call-failed' });
  await t.rejects(client.layer.sendRequest(options(), { ...peer, transport: 'udp' }), {
    code: 'call-failed',
  });
  await client.layer.close();
  await t.rejects(client.layer.sendRequest(options(), peer), { code: 'call-failed' });
  t.same(client.clock.survivors(), []);
});

t.test('a TLS server with another name than asked for is refused', async (t) => {
  const server = await TransportEnd.open([listenOn('tls')]);
  const client = await TransportEnd.open([]);
  const peer = server.peer('tls');
  await t.rejects(client.layer.sendRequest(options(), { ...peer, serverName: 'other.example' }), {
    code: 'call-failed',
  });
  for (const serverName of ['localhost', 'localhost']) {
    await client.layer.sendRequest(options(), { ...peer, serverName });
    await server.next();
  }
  t.equal(client.layer.counters['connections-opened'], 1);
  await Promise.all([server.layer.close(), client.layer.close()]);
});

for (const transport of ['udp', 'tcp', 'tls'] as const) {
  t.test(`a ${transport} port in use is an error that names it and the mend`, async (t) => {
    const first = await TransportEnd.open([listenOn(transport)]);
    const { port } = first.peer(transport);
    const second = new TransportEnd([listenOn('udp'), listenOn(transport, '127.0.0.1', port)]);
    await t.rejects(second.layer.start(second), {
      code: 'port-in-use',
      message: new RegExp(`${transport} 127.0.0.1:${port}`),
      mend: /set PARTYLINE_SIP_PORT/,
    });
    t.same(second.layer.addresses, []);
    await first.layer.close();
  });
}

t.test('an address of another machine, or a bad TLS key, is bad configuration', async (t) => {
  for (const listen of [
    listenOn('udp', '192.0.2.1'),
    listenOn('tcp', '192.0.2.1'),
    { transport: 'tls' as const, host: '127.0.0.1', port: 0 },
    { ...listenOn('tls'), tls: { key: 'x', cert: 'y' } },
  ]) {
    const end = new TransportEnd([listen]);
    await t.rejects(end.layer.start(end), { code: 'bad-config' });
  }
});

t.test(
  'a wildcard listener says the address that faces the peer, or the one advertised',
  async (t) => {
    const end = await TransportEnd.open([
      { ...listenOn('udp', '0.0.0.0'), advertisedHost: 'bridge.example' },
      listenOn('tcp', '::'),
    ]);
    const { port } = end.peer('udp');
    t.same(end.layer.localFor({ transport: 'udp', address: '127.0.0.1' }), {
      host: '127.0.0.1',
      port,
    });
    t.equal(
      end.layer.localFor({ transport: 'udp', address: '203.0.113.9' }).host,
      'bridge.example',
    );
    t.equal(end.layer.localFor({ transport: 'tcp', address: '::1' }).host, '::1');
    // The routes to these were asked for at the start, whether there are any or not.
    for (const address of ['2001:db8::1', '192.0.2.1']) {
      const { host } = end.layer.localFor({ transport: 'tls', address });
      t.notMatch(host, /^(::|0\.0\.0\.0)$/);
    }
    const client = await TransportEnd.open([listenOn('udp')]);
    await client.layer.sendRequest(options(), { ...end.peer('udp'), address: '127.0.0.1' });
    t.equal((await end.next()).from.localAddress, '127.0.0.1');
    await Promise.all([end.layer.close(), client.layer.close()]);
  },
);

t.test('an idle connection is closed, one in use is not', async (t) => {
  const limits = { idleTimeoutMs: 1000 };
  const server = await TransportEnd.open([listenOn('tcp')], { limits });
  const client = await TransportEnd.open([]);
  await client.layer.sendRequest(options(), server.peer('tcp'));
  await server.next();
  server.clock.advance(600);
  await client.layer.sendRequest(options(), server.peer('tcp'));
  const { from } = await server.next();
  server.clock.advance(600);
  t.equal(server.layer.counters['connections-idle'], 0);
  server.clock.advance(1000);
  t.equal(server.layer.counters['connections-idle'], 1);
  await Promise.all([server.layer.close(), client.layer.close()]);
  t.equal(from.transport, 'tcp');
  t.same(server.failures, []);
});

t.test('close leaves nothing open, whatever was under way', async (t) => {
  const server = await TransportEnd.open([listenOn('udp'), listenOn('tcp'), listenOn('tls')]);
  const { connect } = await import('node:net');
  const halfTls = connect(server.peer('tls').port, '127.0.0.1');
  const halfMessage = connect(server.peer('tcp').port, '127.0.0.1');
  halfTls.on('error', () => undefined);
  halfMessage.on('error', () => undefined);
  await Promise.all([once(halfTls, 'connect'), once(halfMessage, 'connect')]);
  halfMessage.write(serialize(options()).subarray(0, 50));
  const client = await TransportEnd.open([]);
  await client.layer.sendRequest(options(), server.peer('tls'));
  await server.next();
  const gone = Promise.all([once(halfTls, 'close'), once(halfMessage, 'close')]);
  await Promise.all([server.layer.close(), server.layer.close(), client.layer.close()]);
  await gone;
  t.same([...server.clock.survivors(), ...client.clock.survivors()], []);
  const open = process.getActiveResourcesInfo().filter((name) => /TCP|UDP|TLS/.test(name));
  t.same(open, []);
});
