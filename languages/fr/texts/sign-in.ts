import type { signIn as english } from '../../en/texts/sign-in.js';

export const signIn: typeof english = {
  title: 'Se connecter',
  email: 'E-mail',
  password: 'Mot de passe',
  submit: 'Se connecter',
  forgotten: 'Mot de passe oublié ?',
  refused: "L'adresse e-mail ou le mot de passe est inexact.",
  wait: (seconds: number) => `Trop d'essais. Patientez ${seconds} s, puis recommencez.`,
  passwordSet: 'Votre mot de passe est enregistré. Connectez-vous.',
};
