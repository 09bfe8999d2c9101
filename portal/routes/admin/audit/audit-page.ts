import type {
  AuditAction,
  AuditActor,
  AuditRecord,
} from '../../../../bridge/ports/administration.js';
import type { Page } from '../../../http/answer.js';
import type { SignedInVisit } from '../../../http/visit.js';
import { dateTime } from '../../../i18n/format.js';
import { inLanguages } from '../../../i18n/languages.js';
import { dataTable } from '../../../views/data-table.js';
import { type Html, html } from '../../../views/html.js';
import { adminHead } from '../sections.js';
import { type DetailReader, detailText } from './audit-detail.js';

interface AuditStrings {
  readonly title: string;
  readonly none: string;
  readonly older: string;
  readonly columns: readonly [when: string, who: string, what: string, whom: string, how: string];
  readonly commandLine: string;
  readonly system: string;
  readonly actions: Readonly<Record<AuditAction, string>>;
}

const strings = inLanguages<AuditStrings>(
  {
    title: 'Audit log',
    none: 'Nothing has been changed yet.',
    older: 'Older entries',
    columns: ['When', 'Who', 'What', 'Whom', 'Change'],
    commandLine: 'command line',
    system: 'the bridge',
    actions: {
      'group-created': 'Group added',
      'group-renamed': 'Group renamed',
      'group-deleted': 'Group deleted',
      'organizer-created': 'Organizer added',
      'organizer-changed': 'Organizer changed',
      'organizer-disabled': 'Organizer disabled',
      'organizer-enabled': 'Organizer enabled',
      'organizer-moved': 'Organizer moved',
      'pin-reset': 'PIN reset',
      'password-changed': 'Own password changed',
      'password-reset': 'Password set by mailed link',
      'numbers-assigned': 'Numbers assigned',
      'number-added': 'Access number added',
      'number-removed': 'Access number removed',
      'admin-created': 'Admin added',
      'admin-changed': 'Admin changed',
      'admin-removed': 'Admin removed',
      'options-changed': 'Options changed',
      'policy-changed': 'Defaults changed',
      'prices-changed': 'Prices changed',
      'recording-renamed': 'Recording renamed',
      'recording-deleted': 'Recording deleted',
      'token-created': 'Token created',
      'token-revoked': 'Token revoked',
    },
  },
  {
    title: "Journal d'audit",
    none: "Rien n'a encore été modifié.",
    older: 'Entrées plus anciennes',
    columns: ['Quand', 'Qui', 'Quoi', 'Objet', 'Changement'],
    commandLine: 'ligne de commande',
    system: 'le pont',
    actions: {
      'group-created': 'Groupe ajouté',
      'group-renamed': 'Groupe renommé',
      'group-deleted': 'Groupe supprimé',
      'organizer-created': 'Organisateur ajouté',
      'organizer-changed': 'Organisateur modifié',
      'organizer-disabled': 'Organisateur désactivé',
      'organizer-enabled': 'Organisateur réactivé',
      'organizer-moved': 'Organisateur déplacé',
      'pin-reset': 'Code PIN réinitialisé',
      'password-changed': 'Mot de passe changé par son titulaire',
      'password-reset': 'Mot de passe choisi par lien envoyé',
      'numbers-assigned': 'Numéros attribués',
      'number-added': "Numéro d'accès ajouté",
      'number-removed': "Numéro d'accès retiré",
      'admin-created': 'Administrateur ajouté',
      'admin-changed': 'Administrateur modifié',
      'admin-removed': 'Administrateur retiré',
      'options-changed': 'Options modifiées',
      'policy-changed': 'Valeurs par défaut modifiées',
      'prices-changed': 'Tarifs modifiés',
      'recording-renamed': 'Enregistrement renommé',
      'recording-deleted': 'Enregistrement supprimé',
      'token-created': 'Jeton créé',
      'token-revoked': 'Jeton révoqué',
    },
  },
);

export function auditPage(
  visit: SignedInVisit,
  records: readonly AuditRecord[],
  more: boolean,
  groupNames: DetailReader['groupNames'],
): Page {
  const text = strings(visit.language);
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
  const text = strings(visit.language);
  const { language, timeZone } = visit;
  const reader = { language, timeZone, groupNames };
  const rows = records.map(
    (record) =>
      html`<tr>
        <td>${dateTime(visit.language, record.at, visit.timeZone)}</td>
        <td>${actorName(record.actor, text)}</td>
        <td>${text.actions[record.action]}</td>
        <td>${record.subject.name}</td>
        <td>${detailText(record, reader)}</td>
      </tr> `,
  );
  return dataTable(text.title, text.columns, rows);
}

function actorName(actor: AuditActor, text: AuditStrings): string {
  switch (actor.kind) {
    case 'person':
      return actor.name;
    case 'command-line':
      return text.commandLine;
    case 'system':
      return text.system;
  }
}
