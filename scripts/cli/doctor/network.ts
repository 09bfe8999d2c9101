import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describeError } from '../../../bridge/kernel/errors.js';
import { listenAddresses } from '../../../config/listen-addresses.js';
import type { Config } from '../../../config/schema.js';
import { type Finding, fail, ok, warn } from './check.js';

/** As many RTP ports as are tried: enough to meet another program's range. */
const rtpSamples = 64;

/** Where calls can come from at all. */
export function checkReach(config: Config): Finding {
  const name = 'network';
  const addresses = listenAddresses(config.sip.host, networkInterfaces());
  const beyond = addresses.filter((one) => one !== '127.0.0.1' && one !== '::1');
  if (beyond.length > 0) return ok(name, `calls are taken on ${addresses.join(', ')}`);
  return warn(
    name,
    'calls are taken from this machine alone',
    'this machine has no private address: set sip.host to all or to an address (config/example.yaml)',
  );
}

export async function checkSip(config: Config, running: boolean): Promise<Finding> {
  const { sip } = config;
  const ports: { readonly kind: 'udp' | 'tcp'; readonly port: number }[] = [];
  if (sip.transports.includes('udp')) ports.push({ kind: 'udp', port: sip.port });
  if (sip.transports.includes('tcp')) ports.push({ kind: 'tcp', port: sip.port });
  if (sip.tls !== null) ports.push({ kind: 'tcp', port: sip.tls.port });
  const text = ports.map(({ kind, port }) => `${kind} ${port}`).join(', ');
  if (running) return ok('sip ports', `${text}: held by the running bridge`);
  for (const address of listenAddresses(sip.host, networkInterfaces())) {
    for (const { kind, port } of ports) {
      const problem = await bindProblem(kind, address, port);
      if (problem !== null) {
        return fail('sip ports', problem, 'stop what uses it, or set PARTYLINE_SIP_PORT');
      }
    }
  }
  return ok('sip ports', `${text}: free`);
}

export async function checkHttp(config: Config, running: boolean): Promise<Finding> {
  const { host, port } = config.http;
  if (running) return ok('http port', `tcp ${port}: held by the running bridge`);
  for (const address of listenAddresses(host, networkInterfaces())) {
    const problem = await bindProblem('tcp', address, port);
    if (problem !== null) {
      return fail('http port', problem, 'stop what uses it, or set PARTYLINE_HTTP_PORT');
    }
  }
  return ok('http port', `tcp ${port}: free`);
}

export async function checkRtp(config: Config, running: boolean): Promise<Finding> {
  const { first, last } = config.rtp.ports;
  const text = `udp ${first}-${last}, ${(last - first + 1) / 2} calls`;
  if (running) return ok('rtp ports', `${text}: held by the running bridge`);
  const [address = '127.0.0.1'] = listenAddresses(config.sip.host, networkInterfaces());
  const step = Math.max(2, 2 * Math.ceil((last - first + 1) / (2 * rtpSamples)));
  let taken = 0;
  let tried = 0;
  for (let port = first; port < last; port += step) {
    tried += 1;
    if ((await bindProblem('udp', address, port)) !== null) taken += 1;
  }
  if (taken === 0) return ok('rtp ports', `${text}: free`);
  return warn(
    'rtp ports',
    `${text}: ${taken} of ${tried} tried are used by other programs`,
    'choose another range with PARTYLINE_RTP_PORTS',
  );
}

async function bindProblem(
  kind: 'udp' | 'tcp',
  address: string,
  port: number,
): Promise<string | null> {
  try {
    await (kind === 'udp' ? bindUdp(address, port) : bindTcp(address, port));
    return null;
  } catch (error) {
    return `${kind} ${address} port ${port}: ${describeError(error)}`;
  }
}

async function bindUdp(address: string, port: number): Promise<void> {
  const ipv6 = isIPv6(address);
  const socket = createSocket({ type: ipv6 ? 'udp6' : 'udp4', ipv6Only: ipv6 });
  try {
    socket.bind({ port, address, exclusive: true });
    await once(socket, 'listening');
  } finally {
    socket.close();
  }
}

async function bindTcp(address: string, port: number): Promise<void> {
  const server = createServer();
  server.listen({ port, host: address, exclusive: true, ipv6Only: isIPv6(address) });
  await once(server, 'listening');
  server.close();
}
