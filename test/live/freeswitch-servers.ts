import type { FreeSwitchServerSettings } from '../../bridge/freeswitch/server.js';

/**
 * The servers named by TEST_FREESWITCH, comma-separated:
 * `esl://:password@127.0.0.1:8021?sip=127.0.0.1:5080`.
 */
export function freeSwitchServers(): readonly FreeSwitchServerSettings[] {
  const text = process.env.TEST_FREESWITCH ?? '';
  return text
    .split(',')
    .filter((url) => url !== '')
    .map((url, index) => {
      const { hostname, port, password, searchParams } = new URL(url);
      return {
        name: `server ${index + 1}`,
        host: hostname,
        port: Number(port),
        password: decodeURIComponent(password),
        sipUri: `sip:${searchParams.get('sip') ?? `${hostname}:5080`}`,
        capacity: 300,
        weight: 1,
      };
    });
}
