export const optionField = {
  on: 'on',
  off: 'off',
  byDefault: (value: string) => `Default: ${value}`,
  none: 'none',
  units: { minutes: 'minutes', members: 'lines', days: 'days' },
  range: (min: number, max: number, unit: string) => `${min} to ${max} ${unit}`,
  digits: (min: number, max: number) => `${min} to ${max} digits, or empty for none`,
  choices: { off: 'not asked', asked: 'asked', required: 'required' },
  ofOrganizer: "the organizer's",
};
