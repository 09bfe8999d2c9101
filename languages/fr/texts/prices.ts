import type { prices as english } from '../../en/texts/prices.js';

export const prices: typeof english = {
  title: 'Tarifs',
  lead: "Prix d'une minute, pour les rapports. Chaque seconde entamée compte. Une conférence garde le tarif du jour où elle a commencé.",
  none: 'Aucun tarif : les rapports montrent les minutes, sans coût.',
  kind: "Type d'appel",
  price: 'Prix par minute',
  priceHint: "Jusqu'à six décimales, comme 0,0125.",
  from: 'À partir du',
  set: 'Fixer le tarif',
  currency: 'Devise',
  currencyHint: 'Trois lettres, comme EUR. Les tarifs gardent leurs montants.',
  setCurrency: 'Fixer la devise',
  problems: {
    price: "Écrivez un montant jusqu'à 100, comme 0,0125.",
    from: 'Écrivez une date qui existe, comme 2026-11-23.',
    currency: "Écrivez les trois lettres d'une devise, comme EUR.",
  },
};
