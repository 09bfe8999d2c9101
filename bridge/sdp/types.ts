export type CodecName = 'PCMU' | 'PCMA' | 'G722' | 'opus';

/** The crypto suites of RFC 4568 §6.2 that we know. */
export type SrtpSuite = 'AES_CM_128_HMAC_SHA1_80' | 'AES_CM_128_HMAC_SHA1_32';

export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

/** What we bring to an offer or an answer. */
export interface LocalMedia {
  /** Our IPv4 or IPv6 address as the far end reaches it. */
  readonly address: string;
  /** Even; RTCP is on the next port. */
  readonly rtpPort: number;
  /** In order of preference. */
  readonly codecs: readonly CodecName[];
  readonly srtp: 'refuse' | 'allow';
  /** Our master key and salt, 30 random bytes; null when `srtp` is `refuse`. */
  readonly srtpKey: Uint8Array | null;
  /** Digits, the same for the life of the session (RFC 4566 §5.2). */
  readonly sessionId: string;
  /** Version of our first description. */
  readonly sessionVersion: number;
  /**
   * Our last description in this session, null at first. From it come the version, one higher when
   * anything has changed (RFC 3264 §8), and in an offer the media lines that must stay.
   */
  readonly previousSdp: string | null;
}

export interface NegotiatedCodec {
  readonly name: CodecName;
  /** The number that we send with. */
  readonly payloadType: number;
  /** RTP clock [Hz]: 8000 for G.722 too, though it samples at 16 kHz (RFC 3551 §4.5.2). */
  readonly clockRate: number;
  /** As in the rtpmap: 2 for Opus (RFC 7587 §7), though we send mono. */
  readonly channels: 1 | 2;
  /** The far end's format parameters, names in lower case. */
  readonly fmtp: ReadonlyMap<string, string>;
}

export interface Negotiated {
  /** Our description: the answer, or the offer that was answered. */
  readonly sdp: string;
  readonly codec: NegotiatedCodec;
  readonly sendPayloadType: number;
  /** The numbers under which the codec may come to us. */
  readonly receivePayloadTypes: readonly number[];
  /** To send with; null: no RFC 4733 events. */
  readonly telephoneEventPt: number | null;
  /** The numbers under which events may come to us. */
  readonly telephoneEventReceivePts: readonly number[];
  /** Clock of the event's timestamp and duration [Hz]. */
  readonly telephoneEventRate: number;
  /** Comfort noise (RFC 3389). */
  readonly cnPt: number | null;
  /** Packet duration to send: 10..60, a multiple of 10. */
  readonly ptimeMs: number;
  readonly remote: RemoteMedia;
  /** Ours: `sendonly` means that the far end only listens. */
  readonly direction: Direction;
  /** The far end has put us on hold. */
  readonly remoteHold: boolean;
  readonly srtp: NegotiatedSrtp | null;
}

export interface RemoteMedia {
  readonly address: string;
  readonly port: number;
  /** Equal to `port` under rtcp-mux. */
  readonly rtcpPort: number;
  readonly rtcpMux: boolean;
}

export interface NegotiatedSrtp {
  readonly suite: SrtpSuite;
  /** Master key and salt, 30 bytes: what we send with. */
  readonly localKey: Uint8Array;
  /** What the far end sends with. */
  readonly remoteKey: Uint8Array;
}
