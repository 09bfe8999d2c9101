import type { groups as english } from '../../en/texts/groups.js';

export const groups: typeof english = {
  title: 'Groupes',
  lead: 'Un département, un centre de coûts : les organisateurs sont répartis en groupes, et un administrateur peut être limité à certains.',
  name: 'Nom',
  organizers: 'Organisateurs',
  none: "Il n'y a pas encore de groupe.",
  add: 'Ajouter un groupe',
  addButton: 'Ajouter',
  rename: 'Renommer',
  remove: 'Supprimer le groupe',
  removeHint: 'Seul un groupe sans organisateur peut être supprimé.',
  taken: 'Un groupe porte déjà ce nom.',
  notEmpty: "Le groupe compte encore des organisateurs. Déplacez-les d'abord.",
  show: (name: string) => `Organisateurs de ${name}`,
};
