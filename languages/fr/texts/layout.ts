import type { layout as english } from '../../en/texts/layout.js';

export const layout: typeof english = {
  skip: 'Aller au contenu',
  signIn: 'Se connecter',
  signOut: 'Se déconnecter',
  language: 'Langue',
  state: 'État du pont de conférence',
};
