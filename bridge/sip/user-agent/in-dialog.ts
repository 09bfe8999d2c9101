import type { Dialog } from '../dialog/dialog.js';
import type { ResponseOptions } from '../message/build.js';
import type { SipRequest } from '../message/types.js';
import type { Peer } from '../transport/types.js';
import type { ServerTransaction } from '../transaction/server-transaction.js';
import { accept, allow, capabilityHeaders, knownMethods } from './capabilities.js';
import { infoKey } from './info-key.js';
import { unsupportedExtensions } from './request-checks.js';

/** Who a dialog's requests are for. */
export interface DialogUser {
  readonly dialog: Dialog;
  readonly ended: boolean;
  readonly incoming: {
    reinvite(transaction: ServerTransaction): void;
    update(transaction: ServerTransaction): void;
    /** An ACK to a 2xx. */
    acknowledge(ack: SipRequest): void;
  };
  readonly delegate: {
    key(key: string, durationMs: number): void;
    /** RFC 3262; to be responded to. */
    prack(transaction: ServerTransaction): void;
  };
  heardFrom(peer: Peer): void;
  byeReceived(transaction: ServerTransaction): void;
  respond(transaction: ServerTransaction, status: number, options?: ResponseOptions): void;
}

/** A request inside a dialog of ours (RFC 3261 §12.2.2). */
export function receiveInDialog(session: DialogUser, transaction: ServerTransaction): void {
  const { request, from } = transaction;
  if (session.ended && request.method !== 'BYE') {
    session.respond(transaction, 481);
    return;
  }
  if (!session.dialog.accepts(request)) {
    session.respond(transaction, 500, { reason: 'CSeq Out of Order' });
    return;
  }
  const unsupported = unsupportedExtensions(request);
  if (unsupported !== null && request.method !== 'BYE') {
    session.respond(transaction, 420, { headers: [['Unsupported', unsupported]] });
    return;
  }
  session.heardFrom(from);
  switch (request.method) {
    case 'BYE':
      session.byeReceived(transaction);
      return;
    case 'INVITE':
      session.incoming.reinvite(transaction);
      return;
    case 'UPDATE':
      session.incoming.update(transaction);
      return;
    case 'PRACK':
      session.delegate.prack(transaction);
      return;
    case 'INFO':
      receiveInfo(session, transaction);
      return;
    case 'OPTIONS':
      session.respond(transaction, 200, { headers: [...capabilityHeaders, ['Accept', accept]] });
      return;
    default:
      session.respond(transaction, knownMethods.has(request.method) ? 405 : 501, {
        headers: [['Allow', allow]],
      });
  }
}

function receiveInfo(session: DialogUser, transaction: ServerTransaction): void {
  const { request } = transaction;
  const press = infoKey(request);
  if (press === null && request.body.length > 0) {
    session.respond(transaction, 415, {
      headers: [['Accept', 'application/dtmf-relay, application/dtmf']],
    });
    return;
  }
  // An INFO without a body is a sign of life (RFC 2976 §2.2).
  session.respond(transaction, 200);
  if (press !== null) session.delegate.key(press.key, press.durationMs);
}
