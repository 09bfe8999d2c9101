import { PartylineError } from '../../bridge/kernel/errors.js';

/** For a schema: what the directory takes is well-formed, whatever the form it is entered in. */
export function accepts(read: (text: string) => unknown): (text: string) => boolean {
  return (text) => {
    try {
      read(text);
      return true;
    } catch (error) {
      if (error instanceof PartylineError && error.code === 'bad-value') return false;
      throw error;
    }
  };
}
