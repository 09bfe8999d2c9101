import { PartylineError } from '../../bridge/kernel/errors.js';
import { createRequest, createResponse, type Body } from '../../bridge/sip/message/build.js';
import { parseUri } from '../../bridge/sip/message/uri.js';
import type { SipMessage, SipRequest, SipResponse } from '../../bridge/sip/message/types.js';
import type { ReceivedOn, TransportLayer } from '../../bridge/sip/transport/types.js';
import type { FakeSipNetwork } from './fake-sip-network.js';

export interface RequestParts {
  readonly uri?: string;
  readonly from?: string;
  readonly to?: string;
  readonly callId?: string;
  readonly cseq?: number;
  readonly branch?: string;
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: Body;
}

/** A far end that has no stack: it sends what the test says, right or wrong, and keeps the rest. */
export class ScriptedPeer {
  readonly requests: SipRequest[] = [];
  readonly responses: SipResponse[] = [];
  /** Called for each request that arrives. */
  onRequest: (request: SipRequest, from: ReceivedOn) => void = () => undefined;
  readonly #layer: TransportLayer;
  #branches = 0;

  private constructor(
    network: FakeSipNetwork,
    readonly address: string,
  ) {
    this.#layer = network.at(address);
  }

  static async start(network: FakeSipNetwork, address: string): Promise<ScriptedPeer> {
    const peer = new ScriptedPeer(network, address);
    await peer.#layer.start({
      message: (message, from) => peer.#receive(message, from),
      failed: () => undefined,
    });
    return peer;
  }

  request(method: string, parts: RequestParts = {}): SipRequest {
    const uri = parseUri(parts.uri ?? 'sip:1234@10.0.0.2');
    if (uri === null) throw new PartylineError('bad-value', 'not a URI');
    return createRequest({
      method,
      uri,
      from: parts.from ?? `<sip:scripted@${this.address}>;tag=scripted`,
      to: parts.to ?? '<sip:1234@10.0.0.2>',
      callId: parts.callId ?? `call-${++this.#branches}@${this.address}`,
      cseq: parts.cseq ?? 1,
      branch: parts.branch ?? `z9hG4bK${this.address}-${++this.#branches}`,
      headers: [['Contact', `<sip:scripted@${this.address}>`], ...(parts.headers ?? [])],
      ...(parts.body === undefined ? {} : { body: parts.body }),
    });
  }

  /** Sends a request to the agent at `address`. */
  send(request: SipRequest, address = '10.0.0.2'): void {
    const to = { transport: 'udp', address, port: 5060, connectionId: null } as const;
    void this.#layer.sendRequest(request, to);
  }

  respond(
    request: SipRequest,
    status: number,
    options: {
      readonly toTag?: string;
      readonly headers?: readonly (readonly [string, string])[];
      readonly sdp?: string;
    } = {},
  ): void {
    const response = createResponse(request, status, {
      toTag: options.toTag ?? 'scripted',
      headers: [['Contact', `<sip:scripted@${this.address}>`], ...(options.headers ?? [])],
      ...(options.sdp === undefined
        ? {}
        : { body: { type: 'application/sdp', content: options.sdp } }),
    });
    const address = request.via.params.get('received') ?? request.via.host;
    const to = { transport: 'udp', address, port: 5060, connectionId: null } as const;
    void this.#layer.sendResponse(response, to);
  }

  /** A later request of a dialog that the peer began with `invite` and `response` made. */
  within(
    invite: SipRequest,
    response: SipResponse,
    method: string,
    cseq: number,
    parts: RequestParts = {},
  ): SipRequest {
    return this.request(method, {
      callId: invite.callId,
      to: response.headers.get('To') ?? '',
      cseq,
      ...parts,
    });
  }

  #receive(message: SipMessage, from: ReceivedOn): void {
    if (message.kind === 'response') {
      this.responses.push(message);
      return;
    }
    this.requests.push(message);
    this.onRequest(message, from);
  }
}

export const sdpBody = (content: string): Body => ({ type: 'application/sdp', content });
