import { silentLogger } from '../../bridge/kernel/logger.js';
import type { InboundLeg, LegEnd, Signalling } from '../../bridge/ports/signalling.js';
import { createEmbeddedSignalling } from '../../bridge/sip/user-agent/signalling.js';
import type { EmbeddedSignallingOptions } from '../../bridge/sip/user-agent/options.js';
import { createSystemClock } from '../../bridge/system/clock.js';
import { createSystemRandom } from '../../bridge/system/random.js';

/** A description that any G.711 phone accepts; nobody sends audio to it. */
export const fixedSdp = [
  'v=0',
  'o=partyline 1 1 IN IP4 127.0.0.1',
  's=-',
  'c=IN IP4 127.0.0.1',
  't=0 0',
  'm=audio 40000 RTP/AVP 0',
  'a=rtpmap:0 PCMU/8000',
  '',
].join('\r\n');

export interface AnsweringAgent {
  readonly signalling: Signalling;
  readonly port: number;
  readonly legs: readonly InboundLeg[];
  /** How each leg ended, in the order of their ends. */
  readonly ends: readonly LegEnd[];
  /** Resolves when `count` legs have ended. */
  ended(count: number): Promise<void>;
}

/** A user agent on a loopback port that does with each call what `take` says; answers by default. */
export async function startAnsweringAgent(
  take: (leg: InboundLeg) => void = answerAtOnce,
  options: Partial<EmbeddedSignallingOptions> = {},
): Promise<AnsweringAgent> {
  const signalling = createEmbeddedSignalling({
    listen: [{ transport: 'udp', host: '127.0.0.1', port: 0 }],
    clock: createSystemClock(),
    random: createSystemRandom(),
    logger: silentLogger,
    ...options,
  });
  const legs: InboundLeg[] = [];
  const ends: LegEnd[] = [];
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  const [address] = await signalling.start((leg) => {
    legs.push(leg);
    leg.events.on('ended', (end) => {
      ends.push(end);
      for (const { count, resolve } of waiting) if (ends.length >= count) resolve();
    });
    take(leg);
  });
  return {
    signalling,
    port: address?.port ?? 0,
    legs,
    ends,
    ended: (count) =>
      ends.length >= count
        ? Promise.resolve()
        : new Promise((resolve) => waiting.push({ count, resolve })),
  };
}

export function answerAtOnce(leg: InboundLeg): void {
  leg.answer(fixedSdp).catch(() => undefined);
}
