import { describeError } from '../../kernel/errors.js';
import { Emitter, type EventMap } from '../../kernel/events.js';
import type { Logger } from '../../kernel/logger.js';

/** The events of one leg; a listener that throws is logged and breaks nothing. */
export function legEmitter<Events extends EventMap>(logger: Logger): Emitter<Events> {
  return new Emitter<Events>((error, event) => {
    logger.error({ event, error: describeError(error) }, 'a listener of the leg failed');
  });
}
