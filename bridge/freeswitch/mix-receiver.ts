import dgram from 'node:dgram';
import { isIPv6 } from 'node:net';
import { ringFrameSamples } from '../kernel/frame-ring.js';
import { newRtpHeader, readHeader } from '../rtp/packet.js';
import { parseDescription } from '../sdp/description.js';

/** Dynamic, for bare samples in network order (RFC 3551 §4.5.11). */
const payloadType = 96;

/** A socket of ours that FreeSWITCH sends a conference's mix to, uncompressed, by RTP. */
export class MixReceiver {
  /** What FreeSWITCH is called with. */
  readonly offer: string;
  readonly #socket: dgram.Socket;
  #from: { readonly address: string; readonly port: number } | null = null;

  private constructor(socket: dgram.Socket) {
    this.#socket = socket;
    this.offer = describe(socket.address());
  }

  /** @param address ours, that faces FreeSWITCH. @throws Error of the system */
  static async open(
    address: string,
    onFrame: (frame: Int16Array, sequence: number) => void,
  ): Promise<MixReceiver> {
    const socket = dgram.createSocket(isIPv6(address) ? 'udp6' : 'udp4');
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(0, address, resolve);
    });
    const receiver = new MixReceiver(socket);
    // Nothing is sent from it; what may still go wrong shows as frames that do not come.
    socket.on('error', () => undefined);
    const header = newRtpHeader();
    socket.on('message', (packet, { address: sender, port }) => {
      if (receiver.#from?.address !== sender || receiver.#from.port !== port) return;
      if (!readHeader(packet, packet.length, header)) return;
      if (header.payloadType !== payloadType || header.payloadLength !== 2 * ringFrameSamples)
        return;
      const frame = new Int16Array(ringFrameSamples);
      for (let i = 0; i < frame.length; i++) {
        frame[i] = packet.readInt16BE(header.payloadOffset + 2 * i);
      }
      onFrame(frame, header.sequence);
    });
    return receiver;
  }

  /** FreeSWITCH's answer: what comes from elsewhere is not its. */
  expect(answer: string): void {
    const audio = parseDescription(answer).media.find(({ kind }) => kind === 'audio');
    if (audio?.address === undefined || audio.address === null) return;
    this.#from = { address: audio.address, port: audio.port };
  }

  close(): void {
    this.#socket.close();
  }
}

function describe({ address, port, family }: ReturnType<dgram.Socket['address']>): string {
  const network = family === 'IPv6' ? 'IP6' : 'IP4';
  return [
    'v=0',
    `o=- ${port} 1 IN ${network} ${address}`,
    's=-',
    `c=IN ${network} ${address}`,
    't=0 0',
    `m=audio ${port} RTP/AVP ${payloadType}`,
    `a=rtpmap:${payloadType} L16/16000`,
    'a=ptime:20',
    'a=recvonly',
    '',
  ].join('\r\n');
}
