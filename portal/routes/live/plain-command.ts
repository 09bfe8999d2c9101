import type { LiveCommand } from '../../live/live-command.js';
import { commandSchema } from './command-schema.js';

/** A command as the value of a button, for browsers without the script. */
export function askFor(command: LiveCommand): string {
  return JSON.stringify(command);
}

/** Null for what no button of ours asks. */
export function plainCommand(text: string): LiveCommand | null {
  try {
    return commandSchema.shape.command.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
