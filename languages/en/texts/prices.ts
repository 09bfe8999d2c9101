export const prices = {
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
};
