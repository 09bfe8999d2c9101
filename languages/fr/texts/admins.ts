import type { admins as english } from '../../en/texts/admins.js';

export const admins: typeof english = {
  title: 'Administrateurs',
  lead: 'Ils voient et modifient ce qui est administré ici : tout le compte, ou les organisateurs de certains groupes.',
  name: 'Nom',
  email: 'E-mail',
  reach: 'Administre',
  account: 'tout le compte',
  groups: 'Groupes',
  someGroups: 'certains groupes',
  you: 'vous',
  add: 'Ajouter un administrateur',
  addHint:
    'Une nouvelle personne reçoit un lien pour choisir son mot de passe. Un organisateur est reconnu à son e-mail.',
  addButton: 'Ajouter',
  save: 'Enregistrer',
  remove: "Retirer de l'administration",
  removeHint: 'Qui est aussi organisateur le reste.',
  isAdmin: 'Cette personne est déjà administrateur.',
  chooseGroup: 'Choisissez au moins un groupe.',
  last: "Personne d'autre n'administre tout le compte. Ajoutez d'abord un autre administrateur.",
  noGroups: "Il n'y a pas encore de groupe.",
};
