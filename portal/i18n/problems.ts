import type { z } from 'zod';
import type { Language } from '../../bridge/ports/language.js';
import { inLanguages } from './languages.js';

/** Says what is wrong with a field, to whoever filled it in. */
export type ProblemText = string;

/** What a schema may give as the `error` of a check: `z.string().regex(…, { error: 'pin' })`. */
const own = inLanguages(
  {
    required: 'Fill in this field.',
    email: 'Write an e-mail address, like ada@example.com.',
    pin: 'Use 4 to 20 digits.',
    easyPin: 'That is easy to guess. Use digits without a pattern.',
    digits: 'Use digits only.',
    number: 'Write a whole number.',
    phone: 'Write it with + and its country code, like +32 2 555 01 00.',
    country: 'That is not a country. Use its two letters, like BE.',
    room: 'Use 4 to 12 digits that do not begin with 0.',
    choice: 'Choose one of the values offered.',
    fixable: 'Choose a value: the default itself cannot be fixed.',
    same: 'The two are not the same.',
    characters: 'Leave out control characters.',
    easyPassword: 'That password is known to attackers, or has your name in it. Choose another.',
  },
  {
    required: 'Remplissez ce champ.',
    email: 'Écrivez une adresse e-mail, comme ada@example.com.',
    pin: 'Utilisez 4 à 20 chiffres.',
    easyPin: 'Trop facile à deviner. Choisissez des chiffres sans motif.',
    digits: 'Utilisez uniquement des chiffres.',
    number: 'Écrivez un nombre entier.',
    phone: "Écrivez-le avec + et l'indicatif du pays, comme +32 2 555 01 00.",
    country: "Ce n'est pas un pays. Utilisez ses deux lettres, comme BE.",
    room: 'Utilisez 4 à 12 chiffres qui ne commencent pas par 0.',
    choice: "Choisissez l'une des valeurs proposées.",
    fixable: 'Choisissez une valeur : la valeur par défaut ne peut être imposée.',
    same: 'Les deux saisies diffèrent.',
    characters: 'Retirez les caractères de contrôle.',
    easyPassword:
      'Ce mot de passe est connu des attaquants ou contient votre nom. Choisissez-en un autre.',
  },
);

export type Problem = keyof ReturnType<typeof own>;

const general = inLanguages(
  {
    invalid: 'This cannot be used here.',
    tooLong: (most: number) => `Use at most ${most} characters.`,
    tooShort: (least: number) => `Use at least ${least} characters.`,
    tooLarge: (most: number) => `At most ${most}.`,
    tooSmall: (least: number) => `At least ${least}.`,
  },
  {
    invalid: 'Cette valeur ne convient pas.',
    tooLong: (most: number) => `Utilisez au plus ${most} caractères.`,
    tooShort: (least: number) => `Utilisez au moins ${least} caractères.`,
    tooLarge: (most: number) => `Au plus ${most}.`,
    tooSmall: (least: number) => `Au moins ${least}.`,
  },
);

export function problem(name: Problem, language: Language): ProblemText {
  return own(language)[name];
}

/** What zod found, in words. */
export function problemText(issue: z.core.$ZodIssue, language: Language): ProblemText {
  const known: Readonly<Partial<Record<string, string>>> = own(language);
  const byName = Object.hasOwn(known, issue.message) ? known[issue.message] : undefined;
  if (byName !== undefined) return byName;
  const text = general(language);
  switch (issue.code) {
    case 'too_big':
      return issue.origin === 'string'
        ? text.tooLong(Number(issue.maximum))
        : text.tooLarge(Number(issue.maximum));
    case 'too_small':
      if (issue.origin !== 'string') return text.tooSmall(Number(issue.minimum));
      return Number(issue.minimum) <= 1
        ? own(language).required
        : text.tooShort(Number(issue.minimum));
    case 'invalid_type':
      return issue.input === undefined ? own(language).required : text.invalid;
    case 'invalid_value':
      return own(language).choice;
    default:
      return text.invalid;
  }
}
