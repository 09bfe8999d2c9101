import { PartylineError } from '../../kernel/errors.js';
import type { CallTarget } from '../../ports/signalling.js';
import { DigestClient } from '../digest/client.js';
import { parseUri } from '../message/uri.js';
import type { SipUri } from '../message/types.js';
import { newCallId, newTag } from '../transaction/identifiers.js';
import type { Trunk } from '../trunk/trunk.js';
import type { UserAgentContext } from './context.js';
import { EmbeddedOutboundLeg } from './outbound-leg.js';

const usualRingTimeoutMs = 180_000;

/** Makes outgoing calls, as their trunk wants them. */
export class OutgoingCalls {
  readonly legs = new Set<EmbeddedOutboundLeg>();

  constructor(
    private readonly context: UserAgentContext,
    private readonly trunks: readonly Trunk[],
    private readonly ringTimeoutMs = usualRingTimeoutMs,
  ) {}

  /** @throws PartylineError `bad-value` where the target is no SIP URI or names no trunk */
  call(target: CallTarget, offer: string): EmbeddedOutboundLeg {
    const { random } = this.context;
    const uri = callable(target.uri);
    const trunk = this.#trunkOf(target);
    const proxy = trunk?.settings.outboundProxy;
    const addressOfRecord = trunk?.settings.registration?.addressOfRecord;
    const account = addressOfRecord === undefined ? null : callable(addressOfRecord);
    const leg: EmbeddedOutboundLeg = new EmbeddedOutboundLeg(
      this.context,
      {
        invite: {
          uri,
          offer,
          callId: newCallId(random),
          localTag: newTag(random),
          callerNumber: target.callerNumber ?? account?.user ?? null,
          callerName: target.callerName ?? null,
          domain: account?.host ?? null,
          outboundProxy: proxy === undefined ? null : callable(proxy),
        },
        digest: trunk === null ? null : digestOf(trunk, this.context),
        ringTimeoutMs: this.ringTimeoutMs,
      },
      () => this.legs.delete(leg),
    );
    this.legs.add(leg);
    return leg;
  }

  #trunkOf(target: CallTarget): Trunk | null {
    if (target.trunk === undefined) return null;
    const trunk = this.trunks.find(({ name }) => name === target.trunk);
    if (trunk === undefined) throw new PartylineError('bad-value', `no trunk ${target.trunk}`);
    return trunk;
  }
}

/** A fresh client for each call: what one challenge taught is no secret of another call's. */
export function digestOf(trunk: Trunk, context: UserAgentContext): DigestClient | null {
  const { credentials } = trunk.settings;
  return credentials === undefined ? null : new DigestClient(credentials, context.random);
}

function callable(text: string): SipUri {
  const uri = parseUri(text);
  if (uri === null || (uri.scheme !== 'sip' && uri.scheme !== 'sips')) {
    throw new PartylineError('bad-value', `not a SIP address: ${text}`);
  }
  return uri;
}
