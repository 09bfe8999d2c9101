import { PartylineError, describeError } from '../../kernel/errors.js';
import { formatHostPort } from '../message/host.js';
import type { ListenOptions } from './options.js';

/** Why a listener could not be opened, in words that name it and the mend. */
export function bindError(listen: ListenOptions, cause: unknown): PartylineError {
  const where = `${listen.transport} ${formatHostPort(listen.host, listen.port)}`;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return new PartylineError('port-in-use', `SIP address ${where} is already in use`, {
        mend: 'stop what uses it (ss -lnp shows what), or set PARTYLINE_SIP_PORT',
        cause,
      });
    case 'EADDRNOTAVAIL':
      return new PartylineError('bad-config', `SIP address ${where} is not of this machine`, {
        mend: 'set PARTYLINE_SIP_HOST to an address that `ip address` shows, or to all',
        cause,
      });
    case 'EACCES':
      return new PartylineError('bad-config', `no right to listen on SIP address ${where}`, {
        mend: 'set PARTYLINE_SIP_PORT to a port above 1023',
        cause,
      });
    default:
      return new PartylineError(
        'bad-config',
        `cannot listen on SIP address ${where}: ${describeError(cause)}`,
        { mend: 'check the address, and for tls the key and certificate', cause },
      );
  }
}
