import { readFileSync } from 'node:fs';
import type { DrachtioConfig } from '../../bridge/drachtio/link.js';

/** `drachtio://:secret@127.0.0.1:9022?sip=127.0.0.1:5060`, what else there is in its query. */
function server(variable: string): { readonly config: DrachtioConfig; readonly url: URL } {
  const url = new URL(process.env[variable] ?? '');
  const config: DrachtioConfig = {
    host: url.hostname,
    port: Number(url.port),
    secret: decodeURIComponent(url.password),
    tls: null,
    listen: null,
  };
  return { config, url };
}

/** The server named by TEST_DRACHTIO. */
export function drachtioServer(): DrachtioConfig {
  return server('TEST_DRACHTIO').config;
}

/** The same by its `tls=port`, known by the authority in the file `ca`. */
export function drachtioOverTls(): DrachtioConfig {
  const { config, url } = server('TEST_DRACHTIO');
  const ca = readFileSync(url.searchParams.get('ca') ?? '', 'utf8');
  const port = Number(url.searchParams.get('tls'));
  return { ...config, port, tls: { rejectUnauthorized: true, ca } };
}

/** The server named by TEST_DRACHTIO_LISTEN, whose request-handler names `listen`, of ours. */
export function drachtioThatConnects(): DrachtioConfig {
  const { config, url } = server('TEST_DRACHTIO_LISTEN');
  const [host = '', port] = (url.searchParams.get('listen') ?? '').split(':');
  return { ...config, listen: { host, port: Number(port) } };
}
