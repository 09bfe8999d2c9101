import { unreachable } from '../../kernel/errors.js';
import {
  go,
  linger,
  pass,
  send,
  start,
  stay,
  stop,
  type ClientEvent,
  type Machine,
  type Step,
  type TransactionState,
} from './machine.js';
import type { TransactionTiming } from './timing.js';

/**
 * The non-INVITE client transaction (RFC 3261 §17.1.2).
 *
 *   trying ──1xx──▶ proceeding ──200-699──▶ completed ──K──▶ terminated
 */
export type NonInviteClientState = 'trying' | 'proceeding' | 'completed' | 'terminated';

export function nonInviteClient(
  timing: TransactionTiming,
): Machine<NonInviteClientState, ClientEvent> {
  /** Trying and proceeding differ only in the interval of timer E. */
  function waiting(
    state: TransactionState<NonInviteClientState>,
    event: ClientEvent,
  ): Step<NonInviteClientState> {
    switch (event.type) {
      case 'start':
        return timing.reliable
          ? go('trying', send, start('F', timing.giveUpMs))
          : {
              state: { name: 'trying', retransmitMs: timing.t1Ms },
              actions: [send, start('E', timing.t1Ms), start('F', timing.giveUpMs)],
            };
      case 'response':
        return event.status < 200
          ? { state: { ...state, name: 'proceeding' }, actions: [pass] }
          : linger<NonInviteClientState>('completed', 'K', timing.lingerMs, stop('E', 'F'), pass);
      case 'timer':
        if (event.timer === 'E') {
          // §17.1.2.2: min(2*E, T2) while trying, T2 once a provisional response came.
          const retransmitMs =
            state.name === 'trying' ? Math.min(2 * state.retransmitMs, timing.t2Ms) : timing.t2Ms;
          return {
            state: { name: state.name, retransmitMs },
            actions: [send, start('E', retransmitMs)],
          };
        }
        return event.timer === 'F'
          ? go('terminated', stop('E'), { do: 'report-timeout' })
          : stay(state);
      case 'transport-error':
        return go('terminated', stop('E', 'F'), { do: 'report-transport-error' });
      default:
        return unreachable(event);
    }
  }

  return (state, event) => {
    switch (state.name) {
      case 'trying':
      case 'proceeding':
        return waiting(state, event);
      case 'completed':
        return event.type === 'timer' && event.timer === 'K' ? go('terminated') : stay(state);
      case 'terminated':
        return stay(state);
      default:
        return unreachable(state.name);
    }
  };
}
