/** The part of drachtio-srf that reads its socket; not among its own types. */
declare module 'drachtio-srf/lib/wire-protocol.js' {
  import type { Socket } from 'node:net';

  export default class WireProtocol {
    _onData(socket: Socket, data: Buffer): void;
  }
}
