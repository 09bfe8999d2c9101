import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Clock } from '../../ports/clock.js';
import type { TransportLimits, TransportOptions } from './options.js';
import type { Peer } from './types.js';

export type TlsClientOptions = NonNullable<TransportOptions['tlsClient']>;

interface ConnectOptions {
  readonly limits: TransportLimits;
  readonly clock: Clock;
  readonly tlsClient: TlsClientOptions;
}

/** Opens a TCP or TLS connection to `peer`; rejects on failure, after the time limit, on abort. */
export function connectStream(
  peer: Peer,
  options: ConnectOptions,
  signal: AbortSignal,
): Promise<Socket> {
  if (signal.aborted) return Promise.reject(new Error('the transport layer is closed'));
  const socket = peer.transport === 'tls' ? openTls(peer, options.tlsClient) : openTcp(peer);
  const ready = peer.transport === 'tls' ? 'secureConnect' : 'connect';
  return new Promise((resolve, reject) => {
    const timer = options.clock.after(
      options.limits.connectTimeoutMs,
      'sip connection: opening',
      () => socket.destroy(new Error('no answer in time')),
    );
    const abort = () => socket.destroy(new Error('the transport layer is closed'));
    signal.addEventListener('abort', abort, { once: true });
    const settle = () => {
      timer.cancel();
      signal.removeEventListener('abort', abort);
      socket.removeAllListeners('error');
      socket.removeAllListeners('close');
    };
    socket.once(ready, () => {
      settle();
      resolve(socket);
    });
    socket.once('error', (error) => {
      settle();
      // Whatever else goes wrong with it while it is torn down has been told already.
      socket.on('error', () => undefined);
      reject(error);
    });
    socket.once('close', () => {
      settle();
      reject(new Error('closed before it was open'));
    });
  });
}

function openTcp(peer: Peer): Socket {
  return connectTcp({ host: peer.address, port: peer.port });
}

/** RFC 5922: the certificate must show the name we were asked to reach. */
function openTls(peer: Peer, { ca, rejectUnauthorized }: TlsClientOptions): Socket {
  const name = peer.serverName ?? peer.address;
  return connectTls({
    host: peer.address,
    port: peer.port,
    minVersion: 'TLSv1.2',
    rejectUnauthorized: rejectUnauthorized ?? true,
    ...(ca === undefined ? {} : { ca }),
    // An address is no server name (RFC 6066 §3), but the certificate is checked against it.
    ...(isIP(name) === 0 ? { servername: name } : {}),
  });
}
