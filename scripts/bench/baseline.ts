// The baseline: a bare dgram process that receives and sends the same packets with no audio work.
// It binds a socket a member, tells their ports, and on being told the peers' sends each 50 packets/s.
import dgram from 'node:dgram';
import { once } from 'node:events';

interface Begin {
  readonly peers: readonly number[];
}

async function openSocket(): Promise<dgram.Socket> {
  const socket = dgram.createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  socket.on('error', () => undefined);
  return socket;
}

const members = Number(process.argv[2]);
const sockets = await Promise.all(Array.from({ length: members }, openSocket));
let received = 0;
for (const socket of sockets) socket.on('message', (packet) => (received += packet.length));

process.once('message', (message) => {
  const { peers } = message as Begin;
  const packet = Buffer.alloc(172, 0xff);
  sockets.forEach((socket, index) => socket.connect(peers[index]!, '127.0.0.1'));
  const startMs = performance.now();
  let ticks = 0;
  setInterval(() => {
    const due = Math.floor((performance.now() - startMs) / 20);
    for (; ticks < due; ticks += 1) {
      for (const socket of sockets) socket.send(packet);
    }
  }, 20);
});
process.once('disconnect', () => process.exit(received >= 0 ? 0 : 1));
process.send!({ ports: sockets.map((socket) => socket.address().port) });
