import { unreachable } from '../../kernel/errors.js';
import { go, linger, send, stay, stop, type Machine, type ServerEvent } from './machine.js';
import type { TransactionTiming } from './timing.js';

/**
 * The non-INVITE server transaction (RFC 3261 §17.2.2).
 *
 *   trying ──1xx──▶ proceeding ──200-699──▶ completed ──J──▶ terminated
 */
export type NonInviteServerState = 'trying' | 'proceeding' | 'completed' | 'terminated';

export function nonInviteServer(
  timing: TransactionTiming,
): Machine<NonInviteServerState, ServerEvent> {
  return (state, event) => {
    switch (state.name) {
      case 'trying':
      case 'proceeding':
        if (event.type === 'respond') {
          return event.status < 200
            ? go('proceeding', send)
            : linger<NonInviteServerState>('completed', 'J', timing.jMs, send);
        }
        if (event.type === 'request') {
          // In trying there is nothing to say yet: the retransmission is discarded.
          return state.name === 'proceeding' ? stay(state, send) : stay(state);
        }
        return event.type === 'transport-error'
          ? go('terminated', { do: 'report-transport-error' })
          : stay(state);
      case 'completed':
        // §17.2.2: other final responses by the transaction user are discarded.
        if (event.type === 'request') return stay(state, send);
        if (event.type === 'timer' && event.timer === 'J') return go('terminated');
        return event.type === 'transport-error'
          ? go('terminated', stop('J'), { do: 'report-transport-error' })
          : stay(state);
      case 'terminated':
        return stay(state);
      default:
        return unreachable(state.name);
    }
  };
}
