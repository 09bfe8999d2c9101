import type { adminSections as english } from '../../en/texts/admin-sections.js';

export const adminSections: typeof english = {
  label: 'Administration',
  organizers: 'Organisateurs',
  groups: 'Groupes',
  admins: 'Administrateurs',
  numbers: "Numéros d'accès",
  defaults: 'Valeurs par défaut',
  reports: 'Rapports',
  prices: 'Tarifs',
  audit: "Journal d'audit",
};
