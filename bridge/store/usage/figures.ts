import type { CallKind } from '../../ports/usage.js';

/** A conference as it is counted, without its callers. */
export interface CountedConference {
  readonly id: string;
  readonly accountId: string | null;
  readonly organizerId: string | null;
  readonly groupId: string | null;
  readonly billingCode: string | null;
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  readonly peak: number;
  readonly numbers: readonly CountedNumber[];
}

/** The calls of a conference by one kind of number in one country. */
export interface CountedNumber {
  readonly kind: CallKind;
  readonly country: string | null;
  readonly calls: number;
  readonly seconds: number;
}

/** A call as far as it counts. */
export interface CountedCall {
  readonly kind: CallKind;
  readonly country: string | null;
  readonly joinedAtMs: number;
  readonly endedAtMs: number | null;
}

/** Every second begun counts; a call that goes on does not count yet. */
export function secondsOf(call: { joinedAtMs: number; endedAtMs: number | null }): number {
  return call.endedAtMs === null
    ? 0
    : Math.max(0, Math.ceil((call.endedAtMs - call.joinedAtMs) / 1000));
}

export function countNumbers(calls: readonly CountedCall[]): readonly CountedNumber[] {
  const numbers: { kind: CallKind; country: string | null; calls: number; seconds: number }[] = [];
  for (const call of calls) {
    const { kind, country } = call;
    let number = numbers.find((one) => one.kind === kind && one.country === country);
    if (number === undefined) {
      number = { kind, country, calls: 0, seconds: 0 };
      numbers.push(number);
    }
    number.calls += 1;
    number.seconds += secondsOf(call);
  }
  return numbers;
}

/** Most calls at once. One that ends as another joins makes way for it. */
export function peakOf(calls: readonly CountedCall[]): number {
  const joins = Float64Array.from(calls, (call) => call.joinedAtMs).sort();
  const ends = Float64Array.from(calls, (call) => call.endedAtMs ?? Infinity).sort();
  let peak = 0;
  let ended = 0;
  for (let joined = 0; joined < joins.length; joined++) {
    while (ended < joined && ends[ended]! <= joins[joined]!) ended++;
    peak = Math.max(peak, joined + 1 - ended);
  }
  return peak;
}
