/** The three base times of RFC 3261 §17.1.1.1, from which every timer derives. */
export interface BaseTimes {
  /** Estimate of the round trip. */
  readonly t1Ms: number;
  /** The longest interval between retransmissions of a non-INVITE request or INVITE response. */
  readonly t2Ms: number;
  /** The longest time a message stays in the network. */
  readonly t4Ms: number;
}

export const defaultBaseTimes: BaseTimes = { t1Ms: 500, t2Ms: 4000, t4Ms: 5000 };

/** RFC 3261 appendix A, table 4, and RFC 6026 §7 (L, M), for one transport. */
export interface TransactionTiming extends BaseTimes {
  /** False over UDP: messages are retransmitted by timers A, E and G. */
  readonly reliable: boolean;
  /** B, F, H, L, M, and J over UDP: 64*T1. */
  readonly giveUpMs: number;
  /** D: at least 32 s over UDP, 0 where retransmissions cannot come. */
  readonly dMs: number;
  /** I and K: T4 over UDP, else 0. */
  readonly lingerMs: number;
  /** J: 64*T1 over UDP, else 0. */
  readonly jMs: number;
}

/** Timer D is "at least 32 seconds" (§17.1.1.2), which is 64 default T1; tests scale T1 down. */
const timerDInT1 = 64;

export function timingFor(base: BaseTimes, reliable: boolean): TransactionTiming {
  const giveUpMs = 64 * base.t1Ms;
  return {
    ...base,
    reliable,
    giveUpMs,
    dMs: reliable ? 0 : timerDInT1 * base.t1Ms,
    lingerMs: reliable ? 0 : base.t4Ms,
    jMs: reliable ? 0 : giveUpMs,
  };
}
