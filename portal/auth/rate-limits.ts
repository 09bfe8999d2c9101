import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { PartylineError } from '../../bridge/kernel/errors.js';

/** How often one address may try what needs no session. */
const windowMs = 15 * 60_000;
const triesPerAddress = 60;

/**
 * For forms that anybody can send: by address. Guesses at one person's password are slowed besides,
 * whatever addresses they come from (`SignInThrottle`).
 */
export function perAddress(): RequestHandler {
  return rateLimit({
    windowMs,
    limit: triesPerAddress,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    keyGenerator: addressOf,
    // A page that was accepted costs nothing: an office may share one address.
    skipSuccessfulRequests: true,
    requestWasSuccessful: (_request, response) => response.statusCode < 400,
    handler: () => {
      throw new PartylineError('too-many-tries', 'too many tries from this address');
    },
  });
}

/** Whole /56 networks of IPv6 count as one address. */
export function addressOf(request: Request): string {
  return ipKeyGenerator(request.ip ?? '');
}
