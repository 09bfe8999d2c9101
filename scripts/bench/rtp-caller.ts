import dgram from 'node:dgram';
import { once } from 'node:events';
import { Arrivals } from './arrivals.js';

const FRAME_BYTES = 160;
const HEADER_BYTES = 12;

/** One caller's RTP: sends a second of PCMU over and over, and times what comes back. */
export class RtpCaller {
  readonly arrivals = new Arrivals();
  #socket: dgram.Socket;
  readonly #sound: Buffer;
  // Two packets in turn, so that one still queued in the kernel's way is not overwritten.
  readonly #packets: readonly [Buffer, Buffer];
  #frame: number;
  #connected = false;
  /** Called with each received payload when set. */
  onPayload: ((payload: Uint8Array, atMs: number) => void) | null = null;
  /** Called with the number of each frame once it is sent. */
  onSent: ((frame: number, atMs: number) => void) | null = null;

  private constructor(socket: dgram.Socket, index: number, sound: Buffer) {
    this.#socket = socket;
    this.#sound = sound;
    this.#frame = index % 50;
    const packet = Buffer.alloc(HEADER_BYTES + FRAME_BYTES);
    packet[0] = 0x80;
    packet.writeUInt32BE(0x10000000 + index, 8);
    this.#packets = [packet, Buffer.from(packet)];
    this.#listen();
  }

  static async open(index: number, sound: Buffer): Promise<RtpCaller> {
    return new RtpCaller(await openSocket(), index, sound);
  }

  get port(): number {
    return this.#socket.address().port;
  }

  async connect(port: number): Promise<void> {
    this.#socket.connect(port, '127.0.0.1');
    await once(this.#socket, 'connect');
    this.#connected = true;
  }

  /** Sends nothing until it is connected again; from another port, as a disconnected socket has none. */
  async disconnect(): Promise<void> {
    this.#connected = false;
    this.#socket.close();
    this.#socket = await openSocket();
    this.#listen();
  }

  sendFrame(): void {
    if (!this.#connected) return;
    const frame = this.#frame;
    this.#frame = frame + 1;
    const packet = this.#packets[frame & 1]!;
    packet.writeUInt16BE(frame & 0xffff, 2);
    packet.writeUInt32BE((frame * FRAME_BYTES) >>> 0, 4);
    const start = (frame % 50) * FRAME_BYTES;
    this.#sound.copy(packet, HEADER_BYTES, start, start + FRAME_BYTES);
    this.#socket.send(packet);
    this.onSent?.(frame % 50, performance.now());
  }

  close(): void {
    this.#socket.close();
  }

  #listen(): void {
    this.#socket.on('message', (message) => {
      const atMs = performance.now();
      this.arrivals.packet(atMs);
      this.onPayload?.(message.subarray(HEADER_BYTES), atMs);
    });
    // The far end may close first; what the kernel says of that is of no interest here.
    this.#socket.on('error', () => undefined);
  }
}

async function openSocket(): Promise<dgram.Socket> {
  const socket = dgram.createSocket({ type: 'udp4', recvBufferSize: 1 << 18 });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}
