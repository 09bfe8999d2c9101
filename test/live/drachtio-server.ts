import { readFileSync } from 'node:fs';
import type { DrachtioSettings } from '../../bridge/drachtio/link.js';

/** `drachtio://:secret@127.0.0.1:9022?sip=127.0.0.1:5060`, what else there is in its query. */
function server(variable: string): { readonly settings: DrachtioSettings; readonly url: URL } {
  const url = new URL(process.env[variable] ?? '');
  const settings: DrachtioSettings = {
    host: url.hostname,
    port: Number(url.port),
    secret: decodeURIComponent(url.password),
    tls: null,
    listen: null,
  };
  return { settings, url };
}

/** The server named by TEST_DRACHTIO. */
export function drachtioServer(): DrachtioSettings {
  return server('TEST_DRACHTIO').settings;
}

/** The same by its `tls=port`, known by the authority in the file `ca`. */
export function drachtioOverTls(): DrachtioSettings {
  const { settings, url } = server('TEST_DRACHTIO');
  const ca = readFileSync(url.searchParams.get('ca') ?? '', 'utf8');
  const port = Number(url.searchParams.get('tls'));
  return { ...settings, port, tls: { rejectUnauthorized: true, ca } };
}

/** The server named by TEST_DRACHTIO_LISTEN, whose request-handler names `listen`, of ours. */
export function drachtioThatConnects(): DrachtioSettings {
  const { settings, url } = server('TEST_DRACHTIO_LISTEN');
  const [host = '', port] = (url.searchParams.get('listen') ?? '').split(':');
  return { ...settings, listen: { host, port: Number(port) } };
}
