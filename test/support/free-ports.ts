import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

const host = '127.0.0.1';
// Below the system's own ports, which sockets bound to port 0 take at any time.
const firstPort = 10_200;
const lastPort = 20_900;
const blockPorts = 20;
const blocks = (lastPort - firstPort) / blockPorts;
/** Whoever listens at `firstLock + n` has the n-th block for as long as its process lives. */
const firstLock = 9_600;
// Test files run beside one another: each begins its search elsewhere.
let next = Math.floor(blocks * Math.random());

/**
 * The first of `count` adjacent ports that are free on loopback for UDP and TCP, and
 * that nobody else who asks here is given, though they may be bound only much later.
 */
export async function freePorts(count: number): Promise<number> {
  const wanted = Math.ceil(count / blockPorts);
  for (let tries = 0; tries < blocks; tries++) {
    if (next + wanted > blocks) next = 0;
    const block = next;
    next += wanted;
    if (!(await reserve(block, wanted))) continue;
    const first = firstPort + block * blockPorts;
    const ports = Array.from({ length: count }, (_, i) => first + i);
    const free = await Promise.all(ports.flatMap((port) => [udpFree(port), tcpFree(port)]));
    if (free.every(Boolean)) return first;
  }
  throw new Error('no free ports on loopback');
}

/** A block of them that somebody has keeps all of them; those before it are then ours for nothing. */
async function reserve(first: number, count: number): Promise<boolean> {
  for (let block = first; block < first + count; block++) {
    const lock = createServer().unref();
    lock.listen(firstLock + block, host);
    try {
      await once(lock, 'listening');
    } catch {
      return false;
    }
  }
  return true;
}

function udpFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', () => resolve(false));
    socket.bind(port, host, () => socket.close(() => resolve(true)));
  });
}

function tcpFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}
