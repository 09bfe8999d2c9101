import type { numbers as english } from '../../en/texts/numbers.js';

export const numbers: typeof english = {
  title: "Numéros d'accès",
  lead: "Ce que composent les appelants. Le numéro détermine la langue qu'ils entendent, et figure dans les invitations.",
  number: 'Numéro',
  numberHint: "Avec + et l'indicatif du pays, comme +32 2 555 01 00.",
  country: 'Pays',
  countryHint: 'En deux lettres, comme BE ou FR.',
  kind: 'Type',
  language: 'Langue',
  kinds: {
    toll: 'payant',
    'toll-free': 'gratuit',
    'international-toll-free': 'gratuit international',
  },
  none: "Il n'y a pas encore de numéro d'accès. Les appels à l'adresse SIP d'une salle fonctionnent sans.",
  add: 'Ajouter un numéro',
  addButton: 'Ajouter',
  remove: 'Retirer',
  removeNamed: (number: string) => `Retirer ${number}`,
  taken: 'Ce numéro existe déjà.',
};
