/** What is wrong with a field that no check of ours has named. */
export const misfits = {
  invalid: 'This cannot be used here.',
  tooLong: (most: number) => `Use at most ${most} characters.`,
  tooShort: (least: number) => `Use at least ${least} characters.`,
  tooLarge: (most: number) => `At most ${most}.`,
  tooSmall: (least: number) => `At least ${least}.`,
};
