import { deliveryOf, percentile } from './arrivals.js';
import type { Churn, Room } from './protocol.js';
import type { RtpCaller } from './rtp-caller.js';
import type { AnsweredCall, SipCaller } from './sip-caller.js';

/** How long a caller stays in the conference, and away from it, on average. */
const meanStayMs = 20_000;
const meanAwayMs = 5_000;

/** Their talk and what they hear tell whether the conference lives through it. */
const steadyCallers = 3;

/** As people come and go: independent of one another, and of how long they have been there. */
function randomMs(meanMs: number): number {
  return -meanMs * Math.log(1 - Math.random());
}

/**
 * Callers who are all in the conference leave it and come back at random. Whoever is there at the
 * end stays: `calls` has them.
 */
export async function churn(
  callers: readonly RtpCaller[],
  calls: Map<RtpCaller, AnsweredCall>,
  phone: SipCaller,
  room: Room,
  seconds: number,
): Promise<Churn> {
  const startMs = performance.now();
  const left = (): number => startMs + seconds * 1000 - performance.now();
  const setups: number[] = [];
  let [joins, leaves, failed] = [0, 0, 0];
  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => setTimeout(resolve, Math.max(0, Math.min(ms, left()))));
  const comeAndGo = async (caller: RtpCaller): Promise<void> => {
    while (left() > 0) {
      const call = calls.get(caller);
      await pause(randomMs(call === undefined ? meanAwayMs : meanStayMs));
      if (left() <= 0) return;
      try {
        if (call === undefined) {
          const answered = await phone.invite(room.number, caller.port);
          setups.push(answered.setupMs);
          await caller.connect(answered.rtpPort);
          calls.set(caller, answered);
          joins += 1;
        } else {
          calls.delete(caller);
          await phone.bye(call);
          await caller.disconnect();
          leaves += 1;
        }
      } catch {
        failed += 1;
      }
    }
  };
  const steady = callers.slice(0, steadyCallers);
  for (const { arrivals } of steady) arrivals.restart();
  await Promise.all(callers.slice(steadyCallers).map(comeAndGo));
  const delivery = deliveryOf(
    steady.map(({ arrivals }) => arrivals),
    performance.now() - startMs,
  );
  const present = calls.size;
  return {
    joins,
    leaves,
    failed,
    present,
    retransmissions: phone.retransmissions,
    setup: { p50Ms: percentile(setups, 0.5), p99Ms: percentile(setups, 0.99) },
    steady: delivery,
  };
}
