import { unreachable } from '../../kernel/errors.js';
import {
  go,
  linger,
  pass,
  send,
  start,
  stay,
  stop,
  type Machine,
  type ServerEvent,
  type Step,
  type TransactionState,
} from './machine.js';
import type { TransactionTiming } from './timing.js';

/**
 * The INVITE server transaction (RFC 3261 §17.2.1, RFC 6026 §7.1).
 *
 *   proceeding ──2xx──▶ accepted ──L──▶ terminated
 *        └──300-699──▶ completed ──ACK──▶ confirmed ──I──▶ terminated
 */
export type InviteServerState =
  'proceeding' | 'completed' | 'confirmed' | 'accepted' | 'terminated';

export function inviteServer(timing: TransactionTiming): Machine<InviteServerState, ServerEvent> {
  function respond(
    state: TransactionState<InviteServerState>,
    status: number,
  ): Step<InviteServerState> {
    if (status < 200) return stay(state, send);
    // RFC 6026 §7.1: the transaction stays, to absorb retransmissions of the INVITE; those of the
    // 2xx are the transaction user's (§13.3.1.4).
    if (status < 300) return go('accepted', send, start('L', timing.giveUpMs));
    return timing.reliable
      ? go('completed', send, start('H', timing.giveUpMs))
      : {
          state: { name: 'completed', retransmitMs: timing.t1Ms },
          actions: [send, start('G', timing.t1Ms), start('H', timing.giveUpMs)],
        };
  }

  function completed(
    state: TransactionState<InviteServerState>,
    event: ServerEvent,
  ): Step<InviteServerState> {
    switch (event.type) {
      case 'request':
        return stay(state, send);
      case 'ack':
        return linger<InviteServerState>('confirmed', 'I', timing.lingerMs, stop('G', 'H'));
      case 'timer':
        if (event.timer === 'G') {
          const retransmitMs = Math.min(2 * state.retransmitMs, timing.t2Ms);
          return {
            state: { name: 'completed', retransmitMs },
            actions: [send, start('G', retransmitMs)],
          };
        }
        return event.timer === 'H'
          ? go('terminated', stop('G'), { do: 'report-timeout' })
          : stay(state);
      case 'transport-error':
        return go('terminated', stop('G', 'H'), { do: 'report-transport-error' });
      case 'respond':
        return stay(state);
      default:
        return unreachable(event);
    }
  }

  return (state, event) => {
    switch (state.name) {
      case 'proceeding':
        if (event.type === 'respond') return respond(state, event.status);
        // §17.2.1: a retransmitted request gets the last provisional response again.
        if (event.type === 'request') return stay(state, send);
        return event.type === 'transport-error'
          ? go('terminated', { do: 'report-transport-error' })
          : stay(state);
      case 'accepted':
        // RFC 6026 §7.1: only further 2xx go out; an INVITE is absorbed, an ACK passes.
        if (event.type === 'respond' && event.status >= 200 && event.status < 300) {
          return stay(state, send);
        }
        if (event.type === 'ack') return stay(state, pass);
        if (event.type === 'transport-error') return stay(state, { do: 'report-transport-error' });
        return event.type === 'timer' && event.timer === 'L' ? go('terminated') : stay(state);
      case 'completed':
        return completed(state, event);
      case 'confirmed':
        return event.type === 'timer' && event.timer === 'I' ? go('terminated') : stay(state);
      case 'terminated':
        return stay(state);
      default:
        return unreachable(state.name);
    }
  };
}
