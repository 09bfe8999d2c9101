import { texts } from '../../../languages/languages.js';
import type { ScheduledConference } from '../../../bridge/ports/schedule.js';
import type { Page } from '../../http/answer.js';
import type { SignedInVisit } from '../../http/visit.js';
import { csrfField } from '../../views/form.js';
import { html } from '../../views/html.js';

/** Asked before: everybody who is invited is mailed. */
export function cancelPage({ subject, contacts }: ScheduledConference, visit: SignedInVisit): Page {
  const text = texts(visit.language).schedule;
  const body = html`<h1>${text.cancel}</h1>
    <p><strong>${subject}</strong> · ${text.people(contacts.length)}</p>
    <p>${text.cancelHint}</p>
    <form method="post" class="actions">
      ${csrfField(visit)}<button class="danger">${text.cancel}</button>
      <a href="/schedule">${text.keep}</a>
    </form>`;
  return { title: text.cancel, body, section: 'schedule', width: 'narrow' };
}
