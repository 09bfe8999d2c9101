import type { problems as english } from '../../en/texts/problems.js';

export const problems: typeof english = {
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
};
