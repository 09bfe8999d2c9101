import type { defaults as english } from '../../en/texts/defaults.js';

export const defaults: typeof english = {
  title: 'Valeurs par défaut',
  lead: "Ce dont disposent les nouveaux organisateurs. Les autres gardent leurs réglages, sauf si une option est imposée : personne d'autre que vous ne peut alors la modifier.",
  fixed: 'Imposée à tous',
  save: 'Enregistrer',
  saved: 'Enregistré.',
};
