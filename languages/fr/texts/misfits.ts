import type { misfits as english } from '../../en/texts/misfits.js';

export const misfits: typeof english = {
  invalid: 'Cette valeur ne convient pas.',
  tooLong: (most: number) => `Utilisez au plus ${most} caractères.`,
  tooShort: (least: number) => `Utilisez au moins ${least} caractères.`,
  tooLarge: (most: number) => `Au plus ${most}.`,
  tooSmall: (least: number) => `Au moins ${least}.`,
};
