import type { navigation as english } from '../../en/texts/navigation.js';

export const navigation: typeof english = {
  label: 'Principale',
  conferences: 'Mes conférences',
  schedule: 'Programmer',
  usage: 'Utilisation',
  recordings: 'Enregistrements',
  settings: 'Paramètres',
  commands: 'Commandes',
  administration: 'Administration',
};
