import { inLanguages } from '../../i18n/languages.js';

export const signInStrings = inLanguages(
  {
    title: 'Sign in',
    email: 'E-mail',
    password: 'Password',
    submit: 'Sign in',
    forgotten: 'Forgotten your password?',
    refused: 'The e-mail or the password is not right.',
    wait: (seconds: number) => `Too many tries. Wait ${seconds} s, then try again.`,
    passwordSet: 'Your password is set. Sign in with it.',
  },
  {
    title: 'Se connecter',
    email: 'E-mail',
    password: 'Mot de passe',
    submit: 'Se connecter',
    forgotten: 'Mot de passe oublié ?',
    refused: "L'adresse e-mail ou le mot de passe est inexact.",
    wait: (seconds: number) => `Trop d'essais. Patientez ${seconds} s, puis recommencez.`,
    passwordSet: 'Votre mot de passe est enregistré. Connectez-vous.',
  },
);
