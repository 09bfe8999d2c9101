import { Emitter, type Listenable } from '../../kernel/events.js';
import type { Logger } from '../../kernel/logger.js';
import type { Random } from '../../ports/random.js';
import type { HistoryWriter } from '../../ports/history.js';
import type { SecretKind } from './secret-throttle.js';

/** What an alert tells; plain data, and never the secret itself. */
export type AlertFact =
  /** For the room's organizers: somebody tries PINs or security codes at their room. */
  | {
      readonly kind: 'room-guessing';
      readonly secret: SecretKind;
      readonly roomId: string;
      readonly roomNumber: string;
      /** Wrong tries within about an hour. */
      readonly tries: number;
      /** Who made the last of them; null when the number is withheld. */
      readonly caller: string | null;
      readonly via: string;
    }
  /** For the operator: strangers of one trunk try secrets, at whatever rooms. */
  | { readonly kind: 'trunk-guessing'; readonly secret: SecretKind; readonly via: string }
  /** For the operator: calls of one number range only ever sit in the entry dialogue or on hold. */
  | {
      readonly kind: 'toll-pumping';
      readonly range: string;
      /** Such calls within a day, and the hours in which there were too many. */
      readonly calls: number;
      readonly hours: number;
    };

export type Alert = AlertFact & { readonly id: string; readonly atMs: number };

export type AlertKind = AlertFact['kind'];

export type AlertEvents = {
  alert: [alert: Alert];
};

/** The kind of an alert's event in the history. */
export const alertEventKind = 'alert';

/** Makes alerts known: to listeners (mail, webhooks, the live panel), the history and the log. */
export class Alerts {
  readonly #deps: {
    readonly history: HistoryWriter;
    readonly random: Random;
    readonly logger: Logger;
  };
  readonly #events: Emitter<AlertEvents>;
  readonly #counts: Record<AlertKind, number> = {
    'room-guessing': 0,
    'trunk-guessing': 0,
    'toll-pumping': 0,
  };

  constructor(deps: {
    readonly history: HistoryWriter;
    readonly random: Random;
    readonly logger: Logger;
  }) {
    this.#deps = deps;
    this.#events = new Emitter((error) => {
      deps.logger.error({ error: String(error) }, 'a listener of alerts failed');
    });
  }

  get events(): Listenable<AlertEvents> {
    return this.#events;
  }

  /** Since the start, by kind. */
  get counts(): Readonly<Record<AlertKind, number>> {
    return this.#counts;
  }

  raise(fact: AlertFact, atMs: number): void {
    const id = this.#deps.random.uuid();
    this.#counts[fact.kind] += 1;
    this.#deps.logger.warn({ alertId: id, ...fact }, 'alert');
    const { kind: alert, ...told } = fact;
    const detail = { id, alert, ...told };
    const event = { atMs, conferenceId: null, legId: null, kind: alertEventKind, detail };
    this.#deps.history.event(event);
    this.#events.emit('alert', { ...fact, id, atMs });
  }
}
