import type { NegotiatedMedia } from '../../../../bridge/media/worker/protocol.js';

/** An agreed session as answers usually are. */
export function negotiated(
  options: {
    readonly ptimeMs?: number;
    readonly codec?: 'PCMU' | 'opus';
    readonly port?: number;
  } = {},
): NegotiatedMedia {
  const { ptimeMs = 20, codec = 'PCMU', port = 4000 } = options;
  const payloadType = codec === 'opus' ? 111 : 0;
  const clockRate = codec === 'opus' ? 48000 : 8000;
  return {
    codec: { name: codec, payloadType, clockRate, channels: 1, fmtp: new Map() },
    sendPayloadType: payloadType,
    receivePayloadTypes: [payloadType],
    telephoneEventPt: 101,
    telephoneEventReceivePts: [101],
    telephoneEventRate: clockRate,
    cnPt: 13,
    ptimeMs,
    remote: { address: '127.0.0.1', port, rtcpPort: port + 1, rtcpMux: false },
    direction: 'sendrecv',
    remoteHold: false,
    srtp: null,
  };
}
