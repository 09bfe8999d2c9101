import { z } from 'zod';
import type { ConferenceCommand } from '../../../bridge/conference/command.js';
import type { Actor } from '../../../bridge/conference/words.js';
import { unreachable } from '../../../bridge/kernel/errors.js';
import { liveCommand, type LiveCommand } from '../../live/live-command.js';

/** What a page posts: a command, and an id under which it may come again. */
export const commandSchema = z.strictObject({
  id: z.string().regex(/^[\w-]{8,64}$/),
  command: liveCommand,
});

type LookedUpFirst = Extract<LiveCommand, { kind: 'dial-out' | 'mute-noisiest' }>;

/**
 * What the room core is asked. Whom it may call, and how noisy the members are, is looked up first, so
 * these are asked elsewhere.
 */
export function conferenceCommand(
  asked: Exclude<LiveCommand, LookedUpFirst>,
  by: Actor,
): ConferenceCommand {
  switch (asked.kind) {
    case 'mute':
      return { kind: 'set-muted', memberId: asked.line, muted: asked.on, by };
    case 'hold':
      return { kind: 'set-held', memberId: asked.line, held: asked.on, by };
    case 'lower-hand':
      return { kind: 'set-hand', memberId: asked.line, raised: false, by };
    case 'rename':
      return { kind: 'rename', memberId: asked.line, name: asked.name || null, by };
    case 'promote':
      return { kind: 'promote', memberId: asked.line, by };
    case 'drop':
      return { kind: 'drop', memberId: asked.line, by };
    case 'mute-all':
      return { kind: 'set-all-muted', muted: asked.on, by };
    case 'lecture':
      return { kind: 'set-lecture', mode: asked.mode, by };
    case 'lock':
      return { kind: 'set-lock', locked: asked.on, by };
    case 'tones':
      return { kind: 'set-tones', on: asked.on, by };
    case 'continues':
      return { kind: 'set-continues', on: asked.on, by };
    case 'record':
      return { kind: 'set-recording', on: asked.on, by };
    case 'bring-in':
    case 'cancel-dial-out':
      return { kind: asked.kind, dialOutId: asked.call, by };
    case 'undo-mute-noisiest':
    case 'next-speaker':
    case 'roll-call':
    case 'end':
      return { kind: asked.kind, by };
    default:
      return unreachable(asked);
  }
}
