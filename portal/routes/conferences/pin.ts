import { texts } from '../../../languages/languages.js';
import { z } from 'zod';
import { isEasyToGuess } from '../../../bridge/application/directory/credentials.js';
import type { RoomRecord } from '../../../bridge/ports/directory.js';
import { byOf } from '../../auth/acting.js';
import { roomFor } from '../../auth/room-access.js';
import type { Page } from '../../http/answer.js';
import { type FormState, emptyForm } from '../../http/form.js';
import type { Routes } from '../../http/routes.js';
import type { SignedInVisit } from '../../http/visit.js';
import { groupedDigits } from '../../i18n/format.js';
import { problem } from '../../i18n/problems.js';
import { csrfField, inputField, problemSummary } from '../../views/form.js';
import { html } from '../../views/html.js';

interface PinFields {
  readonly pin: string;
}

/** The organizer's own PIN, changed at will and shown this once. */
export function pinForms(routes: Routes): void {
  const { portal } = routes;
  const roomOf = ({ principal, params }: SignedInVisit): Promise<RoomRecord> =>
    roomFor(portal, principal, 'pin.set', params['number'] ?? '');

  routes.page('/conferences/:number/pin', async (visit) =>
    pinPage(visit, await roomOf(visit), emptyForm),
  );
  routes.form<PinFields>('/conferences/:number/pin', {
    schema: z.object({
      pin: z
        .string()
        .trim()
        .regex(/^(\d{4,20})?$/, { error: 'pin' }),
    }),
    accept: async (visit, { pin }) => {
      const room = await roomOf(visit);
      if (pin !== '' && (isEasyToGuess(pin) || room.number.includes(pin))) {
        return { refused: { pin: problem('easyPin', visit.language) } };
      }
      const by = byOf(visit.principal);
      const wanted = pin === '' ? null : pin;
      const set = await portal.administration.resetPin(by, room.organizerId, wanted);
      return pinSetPage(visit, room, set);
    },
    show: async (visit, form) => pinPage(visit, await roomOf(visit), form),
  });
}

function pinPage(visit: SignedInVisit, room: RoomRecord, form: FormState<PinFields>): Page {
  const text = texts(visit.language).pin;
  // A refused PIN is not shown again either.
  const { values: _entered, ...shown } = form;
  const body = html`<h1>${text.title}</h1>
    <p>${text.text(groupedDigits(room.number))}</p>
    ${problemSummary(form, { pin: text.pin }, visit)}
    <form class="panel" method="post">
      ${csrfField(visit)}
      ${inputField<PinFields>({ ...shown, values: {} }, 'pin', {
        label: text.pin,
        hint: text.hint,
        inputmode: 'numeric',
        autocomplete: 'off',
        maxlength: 20,
        optional: true,
      })}
      <div class="actions">
        <button class="primary">${text.save}</button>
        <a href="/conferences">${text.back}</a>
      </div>
    </form>`;
  return { title: text.title, body, section: 'conferences', width: 'narrow' };
}

function pinSetPage(visit: SignedInVisit, room: RoomRecord, pin: string): Page {
  const text = texts(visit.language).pin;
  const body = html`<h1>${text.doneTitle}</h1>
    <div class="panel">
      <p class="quiet">${text.text(groupedDigits(room.number))}</p>
      <p class="secret"><output>${pin}</output></p>
      <p>${text.doneText}</p>
      <p><a class="button primary" href="/conferences">${text.done}</a></p>
    </div>`;
  return { title: text.doneTitle, body, section: 'conferences', width: 'narrow' };
}
