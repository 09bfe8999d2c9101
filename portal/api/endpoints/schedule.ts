import { z } from 'zod';
import { calendarFile, calendarFileName } from '../../../bridge/application/schedule/calendar.js';
import type { ScheduleOutcome } from '../../../bridge/application/schedule/schedule-service.js';
import { nextMoment } from '../../../bridge/application/schedule/wall-clock.js';
import type { ScheduledConference } from '../../../bridge/ports/schedule.js';
import { authorize, ownedBy } from '../../auth/authorize.js';
import { inviterOf } from '../../routes/schedule/inviter.js';
import { ownConference } from '../../routes/schedule/own-conference.js';
import { asTimeOrNull, endpoint, time } from '../endpoint.js';
import { entryOf, scheduleEntry } from './schedule-entry.js';

const params = z.object({ id: z.string().max(64) });
const scheduled = z.object({
  ...scheduleEntry.shape,
  id: z.string(),
  next: time.nullable().describe('when it takes place next; null when it is over'),
});
const outcome = z.object({
  conference: scheduled,
  unreached: z.array(z.string()).describe('contacts who could not be written to'),
});
const tag = 'schedule';
const mostListed = 200;

/** Inviting people to conferences (P4). */
export const schedule = [
  endpoint({
    method: 'get',
    path: '/schedule',
    id: 'listSchedule',
    tag,
    summary: 'What the person has scheduled, the last changed first',
    result: z.object({ items: z.array(scheduled) }),
    run: async ({ principal }, { store, clock }) => {
      authorize(principal, 'schedule.see', ownedBy(principal));
      const found = await store.schedule.list(principal.person.id, mostListed);
      return { items: found.map((one) => shown(one, clock.now())) };
    },
  }),
  endpoint({
    method: 'post',
    path: '/schedule',
    id: 'scheduleConference',
    tag,
    summary: 'Puts a conference or a series into the calendars of its contacts, by mail',
    body: scheduleEntry,
    result: outcome,
    status: 201,
    run: async ({ principal, body }, portal) => {
      authorize(principal, 'schedule.change', ownedBy(principal));
      const { roomId, ...inviter } = await inviterOf(portal, principal);
      const owner = { organizerId: principal.person.id, roomId };
      const entry = entryOf(body, portal.clock.now());
      return told(await portal.schedule.add(entry, owner, inviter), portal.clock.now());
    },
  }),
  endpoint({
    method: 'get',
    path: '/schedule/{id}',
    id: 'getScheduled',
    tag,
    summary: 'One that is scheduled',
    params,
    result: scheduled,
    run: async ({ principal, params: { id } }, portal) =>
      shown(await ownConference(portal, principal, 'schedule.see', id), portal.clock.now()),
  }),
  endpoint({
    method: 'put',
    path: '/schedule/{id}',
    id: 'changeScheduled',
    tag,
    summary: 'Replaces it; contacts are told, those who are left out are cancelled',
    params,
    body: scheduleEntry,
    result: outcome,
    run: async ({ principal, params: { id }, body }, portal) => {
      const before = await ownConference(portal, principal, 'schedule.change', id);
      const entry = entryOf(body, portal.clock.now());
      const inviter = await inviterOf(portal, principal);
      return told(await portal.schedule.change(before, entry, inviter), portal.clock.now());
    },
  }),
  endpoint({
    method: 'delete',
    path: '/schedule/{id}',
    id: 'cancelScheduled',
    tag,
    summary: 'Cancels it, and tells the contacts',
    params,
    result: z.object({ unreached: outcome.shape.unreached }),
    run: async ({ principal, params: { id } }, portal) => {
      const before = await ownConference(portal, principal, 'schedule.change', id);
      const inviter = await inviterOf(portal, principal);
      const { unreached } = await portal.schedule.cancel(before, inviter);
      return { unreached: [...unreached] };
    },
  }),
  endpoint({
    method: 'get',
    path: '/schedule/{id}/invite.ics',
    id: 'downloadInvitation',
    tag,
    summary: 'Its calendar file',
    params,
    media: 'text/calendar',
    run: async ({ principal, params: { id }, response }, portal) => {
      const conference = await ownConference(portal, principal, 'schedule.see', id);
      const inviter = await inviterOf(portal, principal);
      response
        .set('Content-Disposition', `attachment; filename="${calendarFileName}"`)
        .type('text/calendar; charset=utf-8')
        .send(calendarFile(conference, inviter, null, 'PUBLISH'));
    },
  }),
];

function told({ conference, unreached }: ScheduleOutcome, nowMs: number): z.input<typeof outcome> {
  return { conference: shown(conference, nowMs), unreached: [...unreached] };
}

function shown(conference: ScheduledConference, nowMs: number): z.input<typeof scheduled> {
  const { id, subject, note, startsAt, timeZone, durationMinutes, contacts } = conference;
  return {
    id,
    subject,
    note,
    startsAt,
    timeZone,
    minutes: durationMinutes,
    recurrence: structuredClone(conference.recurrence) as z.input<typeof scheduled>['recurrence'],
    contacts: contacts.map(({ email, name, language }) => ({ email, name, language })),
    next: asTimeOrNull(nextMoment(conference, nowMs)),
  };
}
