import { z } from 'zod';

const longestName = 60;
const line = z.string().min(1).max(64);
const on = z.boolean();
const name = z
  .string()
  .max(longestName)
  .regex(/^\P{C}*$/u)
  .transform((text) => text.trim());

/**
 * What a page asks of a room. `line` is the member's id; `number` is as somebody would key it; `call` is
 * one that the conference makes, to be let in or hung up on.
 */
export const liveCommand = z.discriminatedUnion('kind', [
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
]);

/** Scripts of pages take the type alone. */
export type LiveCommand = z.output<typeof liveCommand>;
