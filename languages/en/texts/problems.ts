/** What a schema may give as the `error` of a check: `z.string().regex(…, { error: 'pin' })`. */
export const problems = {
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
};
