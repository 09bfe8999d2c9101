import { languageSchema } from '../../../i18n/languages.js';
import { texts } from '../../../../languages/languages.js';
import { z } from 'zod';
import * as input from '../../../../bridge/application/directory/directory-input.js';
import { PartylineError } from '../../../../bridge/kernel/errors.js';
import { accepts } from '../../../http/accepts.js';
import { emptyForm } from '../../../http/form.js';
import type { Routes } from '../../../http/routes.js';
import { sendWelcomes } from '../../../mails/send-welcome.js';
import { groupsIn, reachOf } from '../reach.js';
import { type NewOrganizerFields, addedPage, newOrganizerPage } from './add-organizer-page.js';

const emptyOr = (read: (text: string) => unknown, error: 'room' | 'pin'): z.ZodType<string> =>
  z
    .string()
    .trim()
    .max(40)
    .refine((text) => text === '' || accepts(read)(text), { error });

export const organizerFields = {
  name: z.string().trim().min(1).max(200).refine(accepts(input.personName), {
    error: 'characters',
  }),
  email: z.string().trim().max(254).refine(accepts(input.emailAddress), { error: 'email' }),
  group: z.string().max(40),
  language: z.union([languageSchema, z.literal('')]),
};

const schema = z.object({
  ...organizerFields,
  room: emptyOr(input.roomNumber, 'room'),
  pin: emptyOr(input.organizerPin, 'pin'),
});

export function addOrganizerRoutes(routes: Routes): void {
  const { administration } = routes.portal;

  routes.page('/admin/organizers/new', async (visit) =>
    newOrganizerPage(visit, await groupsIn(routes.portal, reachOf(visit)), emptyForm),
  );

  routes.form<NewOrganizerFields>('/admin/organizers/new', {
    schema,
    accept: async (visit, fields) => {
      const reach = reachOf(visit);
      const text = texts(visit.language).organizers;
      const groups = await groupsIn(routes.portal, reach);
      const group = groups.find(({ id }) => id === fields.group);
      if (group === undefined && (fields.group !== '' || reach.groupIds !== null)) {
        return { refused: { group: text.chooseGroup } };
      }
      try {
        const added = await administration.addOrganizer(reach.by, {
          name: input.personName(fields.name),
          email: input.emailAddress(fields.email),
          group: group?.name ?? null,
          room: fields.room === '' ? null : fields.room,
          pin: fields.pin === '' ? null : fields.pin,
          language: fields.language === '' ? null : fields.language,
          numbers: null,
        });
        await sendWelcomes(routes.portal, [added], visit.language);
        return addedPage(visit, [added]);
      } catch (error) {
        if (!(error instanceof PartylineError) || error.code !== 'already-exists') throw error;
        const taken = error.message.includes('e-mail') ? 'email' : 'room';
        const why = taken === 'email' ? text.emailTaken : text.roomTaken;
        return { refused: { [taken]: why }, status: 409 };
      }
    },
    show: async (visit, form) =>
      newOrganizerPage(visit, await groupsIn(routes.portal, reachOf(visit)), form),
  });
}
