import { describeError } from '../../kernel/errors.js';
import type { Logger } from '../../kernel/logger.js';
import type { Endpoint } from '../../ports/media-server.js';
import type { Leg } from '../../ports/signalling.js';
import { KeyPresses, type KeySource } from './key-presses.js';
import type { Clock } from '../../ports/clock.js';

export interface LegMediaDelegate {
  /** One press, however often it was told. */
  key(key: string): void;
  hold(onHold: boolean): void;
  /** The far end has been silent too long, did not follow its media, or sent what we cannot use. */
  failed(reason: 'media-timeout' | 'media-lost' | 'failed'): void;
  /** The endpoint is gone. */
  lost(): void;
}

/** Keeps one leg and its media together: what the one is told of the session, the other learns. */
export function tieMedia(
  leg: Leg,
  endpoint: Endpoint,
  delegate: LegMediaDelegate,
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
): void {
  const presses = new KeyPresses();
  const isNew = (...press: [key: string, source: KeySource]): boolean =>
    presses.isNew(...press, clock.monotonicMs());
  leg.events.on('key', (key) => {
    if (isNew(key, 'info')) delegate.key(key);
  });
  endpoint.events.on('key', (key, _durationMs, source) => {
    if (isNew(key, source)) delegate.key(key);
  });
  endpoint.events.on('media-timeout', () => delegate.failed('media-timeout'));
  endpoint.events.on('lost', () => delegate.lost());
  endpoint.events.on('hold', (onHold) => delegate.hold(onHold));
  endpoint.events.on('moved', (offer) => {
    const followed = leg.reoffer(offer).then((answer) => endpoint.acceptAnswer(answer));
    followed.catch((error: unknown) => {
      logger.warn({ error: describeError(error) }, 'the far end did not follow its media');
      delegate.failed('media-lost');
    });
  });
  leg.events.on('offer', (offer, respond) => {
    endpoint.renegotiate(offer).then(
      (sdp) => respond.accept(sdp),
      (error: unknown) => respond.refuse(describeError(error)),
    );
  });
}
