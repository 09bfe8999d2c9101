import { z } from 'zod';
import type { ConferenceCommand } from '../../../bridge/conference/command.js';
import type { Actor } from '../../../bridge/conference/words.js';
import { unreachable } from '../../../bridge/kernel/errors.js';
import type { LiveCommand } from '../../live/live-command.js';

const longestName = 60;
const line = z.string().min(1).max(64);
const on = z.boolean();
const name = z
  .string()
  .max(longestName)
  .regex(/^\P{C}*$/u)
  .transform((text) => text.trim());

const command = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('mute'), line, on }),
  z.strictObject({ kind: z.literal('hold'), line, on }),
  z.strictObject({ kind: z.literal('lower-hand'), line }),
  z.strictObject({ kind: z.literal('rename'), line, name }),
  z.strictObject({ kind: z.literal('promote'), line }),
  z.strictObject({ kind: z.literal('drop'), line }),
  z.strictObject({ kind: z.literal('mute-all'), on }),
  z.strictObject({ kind: z.literal('mute-noisiest') }),
  z.strictObject({ kind: z.literal('undo-mute-noisiest') }),
  z.strictObject({ kind: z.literal('lecture'), mode: z.enum(['off', 'open', 'strict']) }),
  z.strictObject({ kind: z.literal('lock'), on }),
  z.strictObject({ kind: z.literal('tones'), on }),
  z.strictObject({ kind: z.literal('continues'), on }),
  z.strictObject({ kind: z.literal('record'), on }),
  z.strictObject({ kind: z.literal('dial-out'), number: z.string().min(1).max(40) }),
  z.strictObject({ kind: z.literal('bring-in'), call: line }),
  z.strictObject({ kind: z.literal('cancel-dial-out'), call: line }),
  z.strictObject({ kind: z.literal('next-speaker') }),
  z.strictObject({ kind: z.literal('roll-call') }),
  z.strictObject({ kind: z.literal('end') }),
]) satisfies z.ZodType<LiveCommand>;

/** What a page posts: a command, and an id under which it may come again. */
export const commandSchema = z.strictObject({
  id: z.string().regex(/^[\w-]{8,64}$/),
  command,
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
