import type { DetailTexts } from '../../en/texts/audit-detail.js';

export const auditDetail: DetailTexts = {
  nothing: 'aucun',
  byDefault: 'par défaut',
  fixed: 'imposé',
  yes: 'oui',
  no: 'non',
  reach: { none: 'rien', account: 'tout le compte', groups: 'groupes', all: 'tous' },
  names: {
    name: 'Nom',
    email: 'E-mail',
    room: 'Salle',
    language: 'Langue',
    groupId: 'Groupe',
    disabled: 'Désactivé',
    groupIds: 'Groupes',
    title: 'Titre',
    scopes: 'Portées',
    currency: 'Monnaie',
    number: 'Numéro',
    country: 'Pays',
    kind: 'Genre',
    takenFrom: 'Retiré à',
  },
  from: (text) => `à partir du ${text}`,
  colon: ' : ',
};
