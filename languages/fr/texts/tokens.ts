import type { tokens as english } from '../../en/texts/tokens.js';

export const tokens: typeof english = {
  title: 'Jetons',
  lead: 'Avec un jeton, un programme fait ce que vous pouvez faire ici, dans les limites que vous lui donnez.',
  document: 'Ce que peuvent les programmes',
  none: "Il n'y a pas de jeton.",
  name: 'Nom',
  nameHint: 'À quoi il sert.',
  may: 'Il peut',
  scopes: {
    read: 'lire : salles, historique, utilisation',
    control: 'diriger des conférences',
    manage: 'modifier les paramètres et ce qui est administré',
  },
  valid: 'Valable',
  days: { '30': '30 jours', '90': '90 jours', '365': 'un an', never: "jusqu'à révocation" },
  made: 'Créé',
  used: 'Dernier usage',
  ends: 'Fin',
  never: 'jamais',
  make: 'Créer un jeton',
  makeButton: 'Créer',
  revoke: 'Révoquer',
  revokeNamed: (name: string) => `Révoquer ${name}`,
  tooMany: 'Trop de jetons. Révoquez ceux qui ne servent pas.',
  shownOnce: "Copiez-le maintenant : il n'est affiché qu'une fois.",
  back: 'Jetons',
};
