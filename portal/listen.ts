import { type Server, createServer } from 'node:http';
import { type AddressInfo, isIPv6 } from 'node:net';
import type { Express } from 'express';
import { PartylineError, describeError } from '../bridge/kernel/errors.js';

export interface HttpListener {
  /** One for each address, with the port that was bound. */
  readonly urls: readonly string[];
  /** Ends open connections too. */
  close(): Promise<void>;
}

const headersTimeoutMs = 10_000;
const requestTimeoutMs = 30_000;
const mostConnections = 1_000;

/** @throws PartylineError `port-in-use` */
export async function listenHttp(
  app: Express,
  addresses: readonly string[],
  port: number,
): Promise<HttpListener> {
  const servers: Server[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(servers.map(closeServer));
  };
  try {
    for (const host of addresses) servers.push(await listen(app, host, port));
  } catch (error) {
    await close();
    throw error;
  }
  return { urls: servers.map(urlOf), close };
}

function listen(app: Express, host: string, port: number): Promise<Server> {
  const server = createServer(
    { headersTimeout: headersTimeoutMs, requestTimeout: requestTimeoutMs },
    (request, response) => void app(request, response),
  );
  server.maxConnections = mostConnections;
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      reject(
        new PartylineError(
          'port-in-use',
          `cannot listen for HTTP on ${host} port ${port}: ${describeError(error)}`,
          { mend: 'stop what uses it, or set PARTYLINE_HTTP_PORT', cause: error },
        ),
      );
    });
    server.listen({ host, port, ipv6Only: isIPv6(host) }, () => resolve(server));
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function urlOf(server: Server): string {
  const { address, port } = server.address() as AddressInfo;
  return `http://${isIPv6(address) ? `[${address}]` : address}:${port}/`;
}
