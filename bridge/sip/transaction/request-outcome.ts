import type { SipRequest, SipResponse } from '../message/types.js';
import type { TransactionLayer } from './layer.js';
import type { Peer } from '../transport/types.js';

/** How a request ended. Timeouts and transport errors count as 408 and 503 (RFC 3261 §8.1.3.1). */
export type Outcome =
  | { readonly kind: 'response'; readonly response: SipResponse }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'transport'; readonly error: Error };

/** Sends a request other than INVITE and resolves with its end. Never rejects. */
export function sendAndWait(
  transactions: TransactionLayer,
  request: SipRequest,
  to: Peer,
): Promise<Outcome> {
  return new Promise((resolve) => {
    transactions.send(request, to, {
      response: (response) => {
        if (response.status >= 200) resolve({ kind: 'response', response });
      },
      timeout: () => resolve({ kind: 'timeout' }),
      transportError: (error) => resolve({ kind: 'transport', error }),
    });
  });
}

export function outcomeStatus(outcome: Outcome): number {
  if (outcome.kind === 'response') return outcome.response.status;
  return outcome.kind === 'timeout' ? 408 : 503;
}

/** The dialog is gone for the far end too, or it is out of reach (§12.2.1.2). */
export function endsDialog(status: number): boolean {
  return status === 481 || status === 408;
}
