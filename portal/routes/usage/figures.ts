import type { Language } from '../../../bridge/ports/language.js';
import { numberFormat } from '../../i18n/formatters.js';

/** Whole minutes from ten on, with one decimal below. */
export function minutesText(language: Language, seconds: number): string {
  const minutes = seconds / 60;
  const maximumFractionDigits = minutes < 10 ? 1 : 0;
  return numberFormat(language, { maximumFractionDigits }).format(minutes);
}

export function moneyText(language: Language, millionths: number, currency: string): string {
  return numberFormat(language, { style: 'currency', currency }).format(millionths / 1e6);
}

/** Four decimals: what Excel needs to add up to the cent. */
export function moneyCell(millionths: number): {
  readonly number: number;
  readonly digits: number;
} {
  return { number: millionths / 1e6, digits: 4 };
}

export type QualityGrade = 'good' | 'fair' | 'poor';

/** ITU-T G.107 annex B: above 4.0 users are satisfied, below 3.1 nearly all are not. */
export function qualityGrade(mos: number): QualityGrade {
  return mos >= 4 ? 'good' : mos >= 3.1 ? 'fair' : 'poor';
}

export function decimalText(language: Language, value: number, digits: number): string {
  const fraction = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return numberFormat(language, fraction).format(value);
}
