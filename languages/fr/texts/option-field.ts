import type { optionField as english } from '../../en/texts/option-field.js';

export const optionField: typeof english = {
  on: 'activé',
  off: 'désactivé',
  byDefault: (value: string) => `Par défaut : ${value}`,
  none: 'aucun',
  units: { minutes: 'minutes', members: 'lignes', days: 'jours' },
  range: (min: number, max: number, unit: string) => `${min} à ${max} ${unit}`,
  digits: (min: number, max: number) => `${min} à ${max} chiffres, ou rien pour aucun`,
  choices: { off: 'non demandé', asked: 'demandé', required: 'obligatoire' },
  ofOrganizer: "celle de l'organisateur",
};
