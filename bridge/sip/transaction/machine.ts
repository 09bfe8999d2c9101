/**
 * The vocabulary shared by the four transaction state machines. A machine is a pure function
 * `(state, event) → { state, actions }`; `Transaction` (runner.ts) carries the actions out.
 */
export type TimerName = 'A' | 'B' | 'D' | 'E' | 'F' | 'G' | 'H' | 'I' | 'J' | 'K' | 'L' | 'M';

export interface TransactionState<Name extends string> {
  readonly name: Name;
  /** The interval after which timer A, E or G fires next; 0 where nothing is retransmitted. */
  readonly retransmitMs: number;
}

export type Action =
  /** Client: the request. Server: the last response. First time or again. */
  | { readonly do: 'send' }
  /** The ACK to a final response of 300 to 699 (§17.1.1.3). */
  | { readonly do: 'send-ack' }
  | { readonly do: 'start'; readonly timer: TimerName; readonly afterMs: number }
  | { readonly do: 'stop'; readonly timers: readonly TimerName[] }
  /** Hands the event (response, ACK) to the transaction user. */
  | { readonly do: 'pass' }
  /** Tells the transaction user that no response (client) or no ACK (server) came in time. */
  | { readonly do: 'report-timeout' }
  | { readonly do: 'report-transport-error' };

export interface Step<Name extends string> {
  readonly state: TransactionState<Name>;
  readonly actions: readonly Action[];
}

export type ClientEvent =
  | { readonly type: 'start' }
  | { readonly type: 'response'; readonly status: number }
  | { readonly type: 'timer'; readonly timer: TimerName }
  | { readonly type: 'transport-error' };

export type ServerEvent =
  /** The same request again. */
  | { readonly type: 'request' }
  /** The transaction user sends a response. */
  | { readonly type: 'respond'; readonly status: number }
  | { readonly type: 'ack' }
  | { readonly type: 'timer'; readonly timer: TimerName }
  | { readonly type: 'transport-error' };

export type Machine<Name extends string, Event> = (
  state: TransactionState<Name>,
  event: Event,
) => Step<Name>;

export const send: Action = { do: 'send' };
export const pass: Action = { do: 'pass' };
export const start = (timer: TimerName, afterMs: number): Action => ({
  do: 'start',
  timer,
  afterMs,
});
export const stop = (...timers: TimerName[]): Action => ({ do: 'stop', timers });

export function go<Name extends string>(name: Name, ...actions: Action[]): Step<Name> {
  return { state: { name, retransmitMs: 0 }, actions };
}

/** Nothing changes and nothing is done: the event means nothing in this state. */
export function stay<Name extends string>(
  state: TransactionState<Name>,
  ...actions: Action[]
): Step<Name> {
  return { state, actions };
}

/**
 * Enters a state kept only to absorb retransmissions. Where its timer is 0 (reliable transports)
 * the transaction is over at once.
 */
export function linger<Name extends string>(
  name: Name,
  timer: TimerName,
  afterMs: number,
  ...actions: Action[]
): Step<Name | 'terminated'> {
  return afterMs === 0
    ? go<Name | 'terminated'>('terminated', ...actions)
    : go<Name | 'terminated'>(name, ...actions, start(timer, afterMs));
}
