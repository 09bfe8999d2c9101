import { isIPv6 } from 'node:net';
import { PartylineError } from '../kernel/errors.js';
import type { EndpointOptions } from '../ports/media-server.js';
import type { Random } from '../ports/random.js';
import type { CodecName } from '../sdp/types.js';
import { SdpSession } from './sdp-session.js';
import type { EndpointSetup, WorkerReply } from './worker/protocol.js';

/** Another program may hold some of our ports; a whole range of them is a fault to be told. */
const portTries = 100;

export interface OpeningOptions {
  readonly bindHost: string;
  readonly advertisedHost: string;
  /** What descriptions name to far ends on public networks; null where we are on one ourselves. */
  readonly publicHost: string | null;
  readonly codecs: readonly CodecName[];
  readonly random: Random;
  /** @throws PartylineError `ports-exhausted` */
  readonly acquirePort: () => number;
  readonly releasePort: (rtpPort: number) => void;
  readonly openAtWorker: (setup: EndpointSetup) => Promise<WorkerReply>;
}

export interface OpenedEndpoint {
  readonly endpointId: string;
  readonly rtpPort: number;
  readonly session: SdpSession;
}

/**
 * Agrees on a session, takes a port and opens it at a worker.
 * @throws PartylineError `no-usable-codec`, `bad-sdp`, `ports-exhausted`, `media-lost`
 */
export async function openEndpoint(
  { offer, allowSrtp, localAddress, isPublic, mediaTimeoutMs }: EndpointOptions,
  options: OpeningOptions,
): Promise<OpenedEndpoint> {
  const { random } = options;
  const endpointId = random.uuid();
  const publicHost = isPublic === true ? options.publicHost : null;
  const address = publicHost ?? localAddress ?? options.advertisedHost;
  const local = {
    address,
    codecs: options.codecs,
    srtp: allowSrtp ? 'allow' : 'refuse',
    srtpKey: allowSrtp ? random.bytes(30) : null,
    sessionId: String(random.below(2 ** 31)),
    sessionVersion: 1,
    previousSdp: null,
  } as const;
  const sender = {
    endpointId,
    ssrc: random.below(2 ** 32),
    // RFC 3711 §3.3.1: below 2^15, so that the far end cannot mistake the first rollover.
    sequence: random.below(2 ** 15),
    timestamp: random.below(2 ** 32),
    cname: random.uuid(),
    mediaTimeoutMs,
    resume: null,
  };
  let bindHost = bindHostFor(options.bindHost, localAddress);
  for (let tries = 0; tries < portTries; tries++) {
    const rtpPort = options.acquirePort();
    let reply: WorkerReply;
    let session: SdpSession;
    try {
      session = SdpSession.open(offer, { ...local, rtpPort });
      reply = await options.openAtWorker({ ...sender, bindHost, rtpPort, media: session.media });
    } catch (error) {
      options.releasePort(rtpPort);
      throw error;
    }
    if (reply.kind !== 'failed') return { endpointId, rtpPort, session };
    options.releasePort(rtpPort);
    if (reply.reason === 'address' && bindHost !== options.bindHost) bindHost = options.bindHost;
    else if (reply.reason !== 'port') throw new PartylineError('media-lost', reply.message);
  }
  throw new PartylineError('ports-exhausted', 'other programs use the RTP ports', {
    mend: 'give the bridge a range of ports of its own (PARTYLINE_RTP_PORTS)',
  });
}

/**
 * On a host of several addresses a socket bound to all of them may answer from the wrong one; so
 * the address that faces the caller is bound, where the host has it (behind 1:1 NAT it has not).
 */
function bindHostFor(bindHost: string, localAddress: string | undefined): string {
  const bindsAll = bindHost === '0.0.0.0' || bindHost === '::';
  if (!bindsAll || localAddress === undefined) return bindHost;
  return isIPv6(localAddress) && !isIPv6(bindHost) ? bindHost : localAddress;
}
