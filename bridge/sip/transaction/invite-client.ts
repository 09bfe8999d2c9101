import { unreachable } from '../../kernel/errors.js';
import {
  go,
  linger,
  pass,
  send,
  start,
  stay,
  stop,
  type Action,
  type ClientEvent,
  type Machine,
  type Step,
  type TransactionState,
} from './machine.js';
import type { TransactionTiming } from './timing.js';

/**
 * The INVITE client transaction (RFC 3261 §17.1.1, RFC 6026 §7.2).
 *
 *   calling ──1xx──▶ proceeding ──2xx──▶ accepted ──M──▶ terminated
 *      │                 └──300-699──▶ completed ──D──▶ terminated
 */
export type InviteClientState = 'calling' | 'proceeding' | 'completed' | 'accepted' | 'terminated';

const sendAck: Action = { do: 'send-ack' };
const stopRequest = stop('A', 'B');

export function inviteClient(timing: TransactionTiming): Machine<InviteClientState, ClientEvent> {
  /** A final response before or after a provisional one is treated alike (§17.1.1.2). */
  function finalResponse(status: number): Step<InviteClientState> {
    return status < 300
      ? // RFC 6026 §7.2: 2xx leads to accepted, so that those of other forks pass.
        go('accepted', stopRequest, pass, start('M', timing.giveUpMs))
      : linger<InviteClientState>('completed', 'D', timing.dMs, stopRequest, sendAck, pass);
  }

  function calling(
    state: TransactionState<InviteClientState>,
    event: ClientEvent,
  ): Step<InviteClientState> {
    switch (event.type) {
      case 'start':
        return timing.reliable
          ? go('calling', send, start('B', timing.giveUpMs))
          : {
              state: { name: 'calling', retransmitMs: timing.t1Ms },
              actions: [send, start('A', timing.t1Ms), start('B', timing.giveUpMs)],
            };
      case 'response':
        return event.status < 200
          ? go('proceeding', stopRequest, pass)
          : finalResponse(event.status);
      case 'timer':
        if (event.timer === 'A') {
          // §17.1.1.2: intervals double, without a ceiling, until B.
          const retransmitMs = state.retransmitMs * 2;
          return {
            state: { name: 'calling', retransmitMs },
            actions: [send, start('A', retransmitMs)],
          };
        }
        return event.timer === 'B'
          ? go('terminated', stop('A'), { do: 'report-timeout' })
          : stay(state);
      case 'transport-error':
        return go('terminated', stopRequest, { do: 'report-transport-error' });
      default:
        return unreachable(event);
    }
  }

  return (state, event) => {
    switch (state.name) {
      case 'calling':
        return calling(state, event);
      case 'proceeding':
        if (event.type === 'transport-error') {
          return go('terminated', { do: 'report-transport-error' });
        }
        if (event.type !== 'response') return stay(state);
        return event.status < 200 ? stay(state, pass) : finalResponse(event.status);
      case 'completed':
        if (event.type === 'response' && event.status >= 300) return stay(state, sendAck);
        if (event.type === 'timer' && event.timer === 'D') return go('terminated');
        // §17.1.1.2: an ACK that cannot be sent ends the transaction.
        return event.type === 'transport-error'
          ? go('terminated', stop('D'), { do: 'report-transport-error' })
          : stay(state);
      case 'accepted':
        // RFC 6026 §7.2: every 2xx goes to the transaction user, who acknowledges it.
        if (event.type === 'response' && event.status >= 200 && event.status < 300) {
          return stay(state, pass);
        }
        return event.type === 'timer' && event.timer === 'M' ? go('terminated') : stay(state);
      case 'terminated':
        return stay(state);
      default:
        return unreachable(state.name);
    }
  };
}
