import { inLanguages } from '../../../i18n/languages.js';

export const pricesStrings = inLanguages(
  {
    title: 'Prices',
    lead: 'What a minute costs, for reports. Every second begun counts. A conference keeps the price of the day on which it began.',
    none: 'No prices yet: reports show minutes and no cost.',
    kind: 'Kind of call',
    price: 'Price per minute',
    priceHint: 'Up to six decimals, such as 0.0125.',
    from: 'From',
    set: 'Set price',
    currency: 'Currency',
    currencyHint: 'Three letters, such as EUR. Prices keep their amounts.',
    setCurrency: 'Set currency',
    problems: {
      price: 'Write an amount up to 100, such as 0.0125.',
      from: 'Write a date that exists, like 2026-11-23.',
      currency: 'Write the three letters of a currency, such as EUR.',
    },
  },
  {
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
  },
);
