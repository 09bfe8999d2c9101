import { type Texts, texts } from '../../../../languages/languages.js';
import type { AuditActor, AuditRecord } from '../../../../bridge/ports/administration.js';
import type { Page } from '../../../http/answer.js';
import type { SignedInVisit } from '../../../http/visit.js';
import { dateTime } from '../../../i18n/format.js';
import { dataTable } from '../../../views/data-table.js';
import { type Html, html } from '../../../views/html.js';
import { adminHead } from '../sections.js';
import { type DetailReader, detailText } from './audit-detail.js';

export function auditPage(
  visit: SignedInVisit,
  records: readonly AuditRecord[],
  more: boolean,
  groupNames: DetailReader['groupNames'],
): Page {
  const text = texts(visit.language).audit;
  const last = records.at(-1);
  const body = html`${adminHead(visit, 'audit')}
  ${records.length === 0 ? html`<p class="empty">${text.none}</p>` : table(visit, records, groupNames)}
  ${
    more &&
    last !== undefined &&
    html`<p><a href="/admin/audit?before=${last.sequence}" rel="next">${text.older}</a></p>`
  }`;
  return { title: text.title, body, section: 'administration', width: 'wide' };
}

function table(
  visit: SignedInVisit,
  records: readonly AuditRecord[],
  groupNames: DetailReader['groupNames'],
): Html {
  const text = texts(visit.language).audit;
  const { language, timeZone } = visit;
  const reader = { language, timeZone, groupNames };
  const rows = records.map(
    (record) =>
      html`<tr>
        <td>${dateTime(visit.language, record.atMs, visit.timeZone)}</td>
        <td>${actorName(record.actor, text)}</td>
        <td>${text.actions[record.action]}</td>
        <td>${record.subject.name}</td>
        <td>${detailText(record, reader)}</td>
      </tr> `,
  );
  return dataTable(text.title, text.columns, rows);
}

function actorName(actor: AuditActor, text: Texts['audit']): string {
  switch (actor.kind) {
    case 'person':
      return actor.name;
    case 'command-line':
      return text.commandLine;
    case 'system':
      return text.system;
  }
}
