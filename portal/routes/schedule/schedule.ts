import { texts } from '../../../languages/languages.js';
import { z } from 'zod';
import { calendarFile, calendarFileName } from '../../../bridge/application/schedule/calendar.js';
import type { ScheduleEntry } from '../../../bridge/application/schedule/schedule-service.js';
import type { ScheduledConference } from '../../../bridge/ports/schedule.js';
import { authorize, ownedBy } from '../../auth/authorize.js';
import { type Page, redirect } from '../../http/answer.js';
import { type FormState, emptyForm } from '../../http/form.js';
import { type Resource, signedIn, signedInVisit } from '../../http/routes.js';
import type { SignedInVisit } from '../../http/visit.js';
import { type Html, html } from '../../views/html.js';
import { cancelPage } from './cancel-page.js';
import { inviterOf } from './inviter.js';
import { ownConference } from './own-conference.js';
import { type ScheduleFields, formValues, readEntry, scheduleSchema } from './schedule-form.js';
import { scheduleForm } from './schedule-form-page.js';
import { scheduleList } from './schedule-list.js';

const mostListed = 200;

/** Inviting people to conferences (P4). */
export const schedule: Resource = (routes) => {
  const { store, clock, schedule: service } = routes.portal;
  const notices = ['sent', 'changed', 'cancelled'] as const;

  const page = (visit: SignedInVisit, title: string, body: Html, width?: 'narrow'): Page => ({
    title,
    body: html`<h1>${title}</h1>
      ${body}`,
    section: 'schedule',
    ...(width === undefined ? {} : { width }),
  });

  const own = (visit: SignedInVisit, action: 'schedule.see' | 'schedule.change') =>
    ownConference(routes.portal, visit.principal, action, visit.params['id'] ?? '');
  const inviter = ({ principal }: SignedInVisit) => inviterOf(routes.portal, principal);

  const formPage = (
    visit: SignedInVisit,
    form: FormState<ScheduleFields>,
    conference: ScheduledConference | null,
    preview: ScheduleEntry | null = null,
  ): Page => {
    const title = conference?.subject ?? texts(visit.language).schedule.add;
    const body = scheduleForm({ visit, form, id: conference?.id ?? null, preview });
    return page(visit, title, body, 'narrow');
  };

  const told = (unreached: readonly string[], notice: (typeof notices)[number]) => {
    const query = new URLSearchParams({ notice });
    for (const address of unreached.slice(0, 20)) query.append('unreached', address);
    return redirect(`/schedule?${query.toString()}`);
  };

  routes.page('/schedule', async (visit) => {
    authorize(visit.principal, 'schedule.see', ownedBy(visit.principal));
    const text = texts(visit.language).schedule;
    const { id } = visit.principal.person;
    const conferences = await store.schedule.list(id, mostListed);
    const notice = notices.find((one) => one === visit.query.get('notice'));
    const unreached = visit.query.getAll('unreached');
    const body = html`<p class="lead">${text.lead}</p>
      ${notice !== undefined && html`<p class="notice" role="status">${text[notice]}</p>`}
      ${
        unreached.length > 0 &&
        html`<p class="problem-summary" role="alert">${text.unreached(unreached.join(', '))}</p>`
      }
      <p><a class="button primary" href="/schedule/new">${text.add}</a></p>
      ${scheduleList(visit, conferences, clock.now())}`;
    return page(visit, text.title, body);
  });

  routes.page('/schedule/new', (visit) => formPage(visit, emptyForm, null));

  routes.form('/schedule/new', {
    schema: scheduleSchema,
    accept: async (visit, fields) => {
      authorize(visit.principal, 'schedule.change', ownedBy(visit.principal));
      const read = readEntry(fields, texts(visit.language).schedule, clock.now());
      if ('refused' in read) return read;
      if (fields.action === 'preview') return formPage(visit, asEntered(visit), null, read.entry);
      const { roomId, ...from } = await inviter(visit);
      const organizerId = visit.principal.person.id;
      const { unreached } = await service.add(read.entry, { organizerId, roomId }, from);
      return told(unreached, 'sent');
    },
    show: (visit, form) => formPage(visit, form, null),
  });

  routes.page('/schedule/:id', async (visit) => {
    const conference = await own(visit, 'schedule.see');
    return formPage(visit, { ...emptyForm, values: formValues(conference) }, conference);
  });

  routes.form('/schedule/:id', {
    schema: scheduleSchema,
    accept: async (visit, fields) => {
      const before = await own(visit, 'schedule.change');
      const read = readEntry(fields, texts(visit.language).schedule, clock.now());
      if ('refused' in read) return read;
      if (fields.action === 'preview') return formPage(visit, asEntered(visit), before, read.entry);
      const { unreached } = await service.change(before, read.entry, await inviter(visit));
      return told(unreached, 'changed');
    },
    show: async (visit, form) => formPage(visit, form, await own(visit, 'schedule.see')),
  });

  routes.page('/schedule/:id/cancel', async (visit) =>
    cancelPage(await own(visit, 'schedule.see'), visit),
  );

  routes.form('/schedule/:id/cancel', {
    schema: z.object({}),
    accept: async (visit) => {
      const conference = await own(visit, 'schedule.change');
      const { unreached } = await service.cancel(conference, await inviter(visit));
      return told(unreached, 'cancelled');
    },
    show: async (visit) => cancelPage(await own(visit, 'schedule.see'), visit),
  });

  routes.router.get('/schedule/:id/invite.ics', signedIn, async (request, response) => {
    const visit = signedInVisit(request);
    const conference = await own(visit, 'schedule.see');
    const text = calendarFile(conference, await inviter(visit), null, 'PUBLISH');
    response
      .set('Content-Disposition', `attachment; filename="${calendarFileName}"`)
      .set('Cache-Control', 'no-store')
      .type('text/calendar; charset=utf-8')
      .send(text);
  });
};

/** What was sent, as it was typed. */
function asEntered({ request }: SignedInVisit): FormState<ScheduleFields> {
  const entered = Object.entries(request.body as Readonly<Record<string, unknown>>);
  const texts = entered.filter((one): one is [string, string] => typeof one[1] === 'string');
  return { values: Object.fromEntries(texts), problems: {} };
}
