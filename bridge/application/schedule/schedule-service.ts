import { PartylineError, describeError } from '../../kernel/errors.js';
import type { Logger } from '../../kernel/logger.js';
import type { Clock } from '../../ports/clock.js';
import type { Mailer } from '../../ports/mailer.js';
import type { Random } from '../../ports/random.js';
import type {
  Recurrence,
  ScheduleContact,
  ScheduleStore,
  ScheduledConference,
} from '../../ports/schedule.js';
import { invitationMail } from './invitation.js';
import type { Inviter, InvitationOccasion } from './joining-lines.js';
import { dayText, parseDay } from './local-date.js';
import { firstOccurrence } from './occurrences.js';

/** What a person enters; the dates are checked by the page. */
export interface ScheduleEntry {
  readonly subject: string;
  readonly note: string;
  readonly startsAt: string;
  readonly timeZone: string;
  readonly durationMinutes: number;
  readonly recurrence: Recurrence | null;
  readonly contacts: readonly ScheduleContact[];
}

/** What became of it: stored in any case; these contacts could not be written to. */
export interface ScheduleOutcome {
  readonly conference: ScheduledConference;
  readonly unreached: readonly string[];
}

export interface ScheduleServiceDependencies {
  readonly store: ScheduleStore;
  readonly mailer: Mailer;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

/** Puts conferences into people's calendars, changes them there, and takes them out again. */
export class ScheduleService {
  readonly #deps: ScheduleServiceDependencies;

  constructor(deps: ScheduleServiceDependencies) {
    this.#deps = deps;
  }

  async add(
    entry: ScheduleEntry,
    owner: { readonly organizerId: string; readonly roomId: string },
    inviter: Inviter,
  ): Promise<ScheduleOutcome> {
    const { store, clock, random } = this.#deps;
    const conference: ScheduledConference = {
      ...aligned(entry),
      ...owner,
      id: random.uuid(),
      sequence: 0,
      changedAtMs: clock.now(),
      cancelledAtMs: null,
    };
    await store.add(conference);
    const unreached = await this.#send(conference, inviter, conference.contacts, 'invited');
    return { conference, unreached };
  }

  /** Contacts that were left out get a cancellation, new ones an invitation. @throws PartylineError `wrong-state` */
  async change(
    before: ScheduledConference,
    entry: ScheduleEntry,
    inviter: Inviter,
  ): Promise<ScheduleOutcome> {
    refuseCancelled(before);
    const conference: ScheduledConference = {
      ...before,
      ...aligned(entry),
      ...this.#nextVersion(before),
    };
    await this.#deps.store.replace(conference);
    const isIn = (list: readonly ScheduleContact[], { email }: ScheduleContact) =>
      list.some((one) => one.email === email);
    const { contacts } = conference;
    const removed = before.contacts.filter((contact) => !isIn(contacts, contact));
    const kept = contacts.filter((contact) => isIn(before.contacts, contact));
    const added = contacts.filter((contact) => !isIn(before.contacts, contact));
    const takenOut = { ...before, ...this.#nextVersion(before) };
    const unreached = [
      ...(await this.#send(takenOut, inviter, removed, 'cancelled')),
      ...(await this.#send(conference, inviter, kept, 'changed')),
      ...(await this.#send(conference, inviter, added, 'invited')),
    ];
    return { conference, unreached };
  }

  /** @throws PartylineError `wrong-state` */
  async cancel(before: ScheduledConference, inviter: Inviter): Promise<ScheduleOutcome> {
    refuseCancelled(before);
    const next = this.#nextVersion(before);
    const conference = { ...before, ...next, cancelledAtMs: next.changedAtMs };
    await this.#deps.store.replace(conference);
    const unreached = await this.#send(conference, inviter, before.contacts, 'cancelled');
    return { conference, unreached };
  }

  /** A calendar takes an update only when its sequence has grown (RFC 5546 §2.1.5). */
  #nextVersion({ sequence }: ScheduledConference): { sequence: number; changedAtMs: number } {
    return { sequence: sequence + 1, changedAtMs: this.#deps.clock.now() };
  }

  async #send(
    conference: ScheduledConference,
    inviter: Inviter,
    contacts: readonly ScheduleContact[],
    occasion: InvitationOccasion,
  ): Promise<readonly string[]> {
    const { mailer, logger } = this.#deps;
    const unreached: string[] = [];
    for (const contact of contacts) {
      try {
        await mailer.send(invitationMail(conference, inviter, contact, occasion));
      } catch (error) {
        unreached.push(contact.email);
        const fields = { scheduleId: conference.id, error: describeError(error) };
        logger.warn(fields, 'an invitation could not be sent');
      }
    }
    return unreached;
  }
}

/** A series begins with a date of its own: calendars disagree on any other (RFC 5545 §3.8.5.3). */
function aligned(entry: ScheduleEntry): ScheduleEntry {
  if (entry.recurrence === null) return entry;
  const day = firstOccurrence(parseDay(entry.startsAt), entry.recurrence.pattern);
  if (day === null) throw new PartylineError('bad-value', 'this series has no dates');
  return { ...entry, startsAt: `${dayText(day)}${entry.startsAt.slice(10)}` };
}

function refuseCancelled({ cancelledAtMs }: ScheduledConference): void {
  if (cancelledAtMs === null) return;
  throw new PartylineError('wrong-state', 'this conference was cancelled', {
    mend: 'schedule a new one',
  });
}
