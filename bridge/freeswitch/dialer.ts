import type { Signalling } from '../ports/signalling.js';

/**
 * How the media server's own legs to FreeSWITCH are called: any signalling can, embedded or
 * drachtio. To FreeSWITCH each is a plain call; who is at its other end it never learns.
 */
export type Dialer = Pick<Signalling, 'call'>;
